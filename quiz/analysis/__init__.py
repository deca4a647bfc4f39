"""Arithmetic on plain values: no web, no database. measurement.md is the specification."""
