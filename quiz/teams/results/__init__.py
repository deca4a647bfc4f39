"""The results of a review: from the figures of its opened blocks to a report in words and numbers.

Stored figures and the bank's words go in (``build_report``); a ``Report`` comes out, with every
word and number that a page, PDF or download states. Pure: no Flask, no SQL.
"""
