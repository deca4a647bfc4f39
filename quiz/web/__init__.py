"""Requests and responses: forms, limits on guessing, headers, notices, built assets."""
