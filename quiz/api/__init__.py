"""The read-only API for programs: content for anybody, and figures of one's own with a token."""
