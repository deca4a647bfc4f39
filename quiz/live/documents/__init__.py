"""Files made of a session: the guide before it; handout, workbook and charts after it."""
