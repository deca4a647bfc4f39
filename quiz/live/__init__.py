"""A trainer asks a room: everybody answers on a phone, and the room talks about what it sees."""
