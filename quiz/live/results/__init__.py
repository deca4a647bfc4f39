"""What votes add up to: charts, the hint to the host, the recap after the session."""
