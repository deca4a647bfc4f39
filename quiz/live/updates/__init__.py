"""How open pages follow a session: server-sent events, or polling where events are blocked."""
