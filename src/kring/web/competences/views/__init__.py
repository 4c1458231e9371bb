"""Pages of frameworks, their items, and levels."""
