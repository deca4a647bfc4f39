"""The session itself: its plan, its phases, its votes, and the tables that store them."""
