"""What a person takes along from a finished check: a CPD note and a page for supervision.

Both have facts only, and of these only what the person chose: no reflection is written for them,
and neither says that a requirement is met.
"""
