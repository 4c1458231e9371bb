"""What moves a community in from elsewhere: one reader for each source, one way of writing."""
