"""Team reviews: a lead asks a named group, and sees figures that give nobody away."""
