"""Ways in: batches of records from files."""
