"""The date of the sessions in the tests."""

from datetime import date

DAY = date(2027, 3, 1)
