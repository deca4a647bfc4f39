"""Team reviews: a lead asks a team to take a form, and sees results for groups only."""
