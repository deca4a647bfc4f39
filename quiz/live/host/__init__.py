"""The host's pages: set up a session, run it, and see its results."""
