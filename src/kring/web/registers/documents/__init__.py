"""Statements as files: on paper (PDF), and for machines (an archive)."""
