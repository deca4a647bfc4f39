"""A participant's pages: join, answer, and see one's own answers afterwards."""
