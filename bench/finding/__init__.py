"""Measures how well people are ranked for "who has done this before?" on real communities."""
