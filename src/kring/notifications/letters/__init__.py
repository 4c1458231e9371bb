"""Letters about what people were told: composed when they are due, each thing in one letter at most."""
