"""Pages of peer consultation: groups, methods and rounds."""
