"""Names across scripts: plain Python, usable on its own."""
