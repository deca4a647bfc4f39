"""Scenarios and survey questions as forms; an answer becomes a marked response."""
