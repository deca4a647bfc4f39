"""Administrators look after people and local contacts; content owners after sources."""
