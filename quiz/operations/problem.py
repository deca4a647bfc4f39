"""What ``flask doctor`` finds."""


class Problem(Exception):
    """What is wrong, and what to do about it."""
