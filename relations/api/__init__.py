"""The REST API under /api/v1/: every noun to be read, by the same filters as its page."""
