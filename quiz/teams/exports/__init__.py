"""A told picture as files: report, workbook, table, data and drawings. None works anything out.

Each takes a ``Told`` and gives bytes, the same bytes for the same picture: what dates a file is the
day on which its newest block was opened.
"""
