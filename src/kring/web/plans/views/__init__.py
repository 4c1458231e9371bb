"""The views of plans."""
