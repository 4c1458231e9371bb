"""What an organisation needs, how it stands, and what its people agreed to."""
