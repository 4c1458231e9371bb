"""What needs say, what is missing, and how it may be told. Pure."""
