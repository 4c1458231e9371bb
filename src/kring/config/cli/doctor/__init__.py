"""`kring doctor`: look at everything that can be wrong, and say what to do about it."""

from kring.config.cli.doctor.command import main

__all__ = ["main"]
