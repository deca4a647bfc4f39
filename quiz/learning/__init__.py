"""The self-check inside a learning system (LMS)."""
