"""The database: connections, transactions, statements, what all tables share."""
