"""Bringing evidence out of what happened, and what a person does with hers."""
