"""Charts of a group's figures, drawn on the server: SVG, with its table beside it.

Make a chart of plain values (``lines``, ``plane``), and let ``draw`` turn it into a page's part.
"""
