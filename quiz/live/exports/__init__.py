"""A session on paper: guide before it, handout, workbook and pictures after it."""
