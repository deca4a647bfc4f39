"""What people answered: attempts, ratings and responses, and the one place that writes them."""
