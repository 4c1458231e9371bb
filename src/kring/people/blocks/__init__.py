"""Whom a person would rather not meet or hear: known to her alone, and to no one else by what follows of it."""
