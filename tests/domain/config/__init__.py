"""The command line, the engine and the backups."""
