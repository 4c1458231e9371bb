"""How a register judges what its members learned, out of a scheme that is data: pure computation."""
