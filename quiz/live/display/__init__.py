"""The display: what it shows in each phase."""
