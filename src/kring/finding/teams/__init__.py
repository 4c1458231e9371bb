"""A team for a task, out of colleagues who agree to be found for teams."""
