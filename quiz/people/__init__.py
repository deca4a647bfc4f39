"""Accounts: who can sign in, and their roles. Nothing here is tied to anybody's answers."""
