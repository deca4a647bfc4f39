"""What a lead is told of the opened blocks of a review: worked out once, stated everywhere alike.

Stored figures and the bank's words go in (``whole.tell``); a ``Told`` comes out, in which every
word and number of a page, a report or a download already stands. Pure: no Flask, no SQL.
"""
