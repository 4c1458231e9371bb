"""Kring: learning accelerator communities. Ask, and find the person who has done it before."""

__version__ = "0.1.0"
