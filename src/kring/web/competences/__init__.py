"""Frameworks, their items, and levels, as pages."""
