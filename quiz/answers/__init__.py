"""Attempts, ratings and responses, and the only module that writes them."""
