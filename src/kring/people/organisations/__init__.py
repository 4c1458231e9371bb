"""Organisations: their departments, who works there and does what for them, and how people come and go."""
