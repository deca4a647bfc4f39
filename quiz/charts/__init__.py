"""Charts of a group's figures, drawn on the server as SVG with a table of the numbers.

Build a chart from plain values (``lines``, ``comparison``); ``draw`` renders it.
"""
