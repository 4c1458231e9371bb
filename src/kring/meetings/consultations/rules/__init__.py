"""What decides about peer consultation: methods and their time, the clock, whose turn it is, who was there. Pure."""
