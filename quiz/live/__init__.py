"""Live sessions: a host asks a room, the room answers twice, and the talk in between teaches."""
