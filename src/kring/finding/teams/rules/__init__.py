"""Which colleagues make the best team for a task, and what is said of it. Pure."""
