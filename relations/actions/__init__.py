"""Verbs: every write goes through here, in one transaction, under the actor's name."""
