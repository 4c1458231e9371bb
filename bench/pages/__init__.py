"""What pages cost: server processor time per request, against an empty view behind the same middleware."""
