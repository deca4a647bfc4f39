"""A report as files: PDF, workbook, CSV, JSON and chart images. Nothing is calculated here.

Each takes a ``Report`` and gives bytes, the same bytes for the same report: a file is dated with
the day on which the newest block was opened.
"""
