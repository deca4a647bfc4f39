"""Deputies of a review, and its hand-over to another lead."""
