"""What organisations have written to people who need not have an account."""
