"""Being found for teams, stating a task, and asking and answering."""
