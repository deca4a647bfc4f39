"""Accounts: who signs in, and what each may do. Never who answered what."""
