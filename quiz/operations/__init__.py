"""What an operator needs while the service runs: backups, what is due, checks, logs, metrics."""
