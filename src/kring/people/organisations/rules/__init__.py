"""What decides about organisations: `employments`, mail `domains`, and lists of people (`staff`)."""
