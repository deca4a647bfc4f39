"""Requests and responses: security, limits on guessing, headers, addresses, built assets."""
