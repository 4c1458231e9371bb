"""Macros that draw Kring's pages (`*.html`) and the shapes of the rows that they take (`rows`)."""
