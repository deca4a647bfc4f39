"""The help: one page for each kind of reader, from the same files as ``docs/help``."""
