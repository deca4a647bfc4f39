"""Administrators manage accounts and local contacts; content owners manage sources."""
