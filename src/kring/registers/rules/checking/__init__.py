"""What types alone can't say of a scheme: what its names point at, what contradicts, what its examples give."""
