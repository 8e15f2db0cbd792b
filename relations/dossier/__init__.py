"""Answers: what the record says of people, events and facts, as a reader may see it."""
