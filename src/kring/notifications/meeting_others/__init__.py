"""Telling people of whom they meet."""
