"""What decides about meetings: when they are, who has a place, who was there. Pure."""
