"""What is made of the votes: charts, advice to the host, the summary after the session."""
