"""Pages of agreements, for their two sides and for whoever has a seat."""
