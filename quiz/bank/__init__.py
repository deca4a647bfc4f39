"""The content: scenarios, the survey, and the sources they point to."""
