"""Measure what cannot be seen in a test: found or not found, and how fast, at full size."""
