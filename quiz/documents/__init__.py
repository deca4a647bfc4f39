"""PDF, PNG and Excel files, whatever they are about.

Text always goes in as data: it is never read as markup or as a formula.
"""
