"""Error pages: how each kind of error is answered, and the words."""
