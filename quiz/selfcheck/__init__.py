"""A person checks what they know: the survey, the scenarios, and the feedback."""
