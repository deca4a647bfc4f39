"""``flask scenarios …``: content owners list, check, add and revise scenarios."""
