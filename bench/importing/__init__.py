"""How fast a dump comes in, and that memory doesn't grow with it."""
