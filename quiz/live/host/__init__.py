"""The host's pages: set up a session, run it, and look at its results."""
