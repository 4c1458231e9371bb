"""Pages of what organisations plan and count, and of what people show them."""
