"""Who did what: the act a change belongs to, told to the database for one transaction."""
