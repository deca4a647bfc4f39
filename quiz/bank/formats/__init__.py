"""Question formats of other programs: reading and writing scenarios, one module for each format."""
