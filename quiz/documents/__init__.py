"""What is set on paper or in a sheet, whatever it is about: type, drawings and cells.

Words always go in as data: none is read as markup, and none as a formula.
"""
