"""Tables in files: delimited text and Excel workbooks."""
