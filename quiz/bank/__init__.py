"""The content: scenarios, the survey, and the guidance they rest on."""
