"""The memory of an institute's outside relations: one app, a package for each floor."""
