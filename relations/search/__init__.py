"""The search over everything the house knows by name, in any script and spelling."""
