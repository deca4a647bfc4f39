"""``flask analyse``: statistics of a data set in a file, without database or pages."""
