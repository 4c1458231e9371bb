"""What can be asked and done, a file a subject. Each operation calls one query or action, and says what it needs."""
