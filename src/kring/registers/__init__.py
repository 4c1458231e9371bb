"""Registering bodies, their permanent-education schemes, and how a scheme judges."""
