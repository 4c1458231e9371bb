"""Counts for an organisation over closed quarters, in groups of which nobody can be singled out; its plan of a year."""
