"""``flask analyse``: a data set in a file, and what can be said of it. No database, no pages."""
