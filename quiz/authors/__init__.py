"""Whoever owns the content looks after it: reads it, checks it, adds to it, keeps it right."""
