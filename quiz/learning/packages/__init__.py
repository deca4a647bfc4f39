"""Packages (SCORM 1.2, cmi5) with which a learning system opens the check."""
