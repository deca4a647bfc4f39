"""Live sessions: a trainer hosts, participants vote on their phones, everybody sees the counts."""
