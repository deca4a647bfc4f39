"""The day on which the tests' sessions are held."""

from datetime import date

DAY = date(2027, 3, 1)
