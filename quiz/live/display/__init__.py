"""The projector: what it shows in each phase."""
