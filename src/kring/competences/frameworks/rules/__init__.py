"""What frameworks decide. Pure."""
