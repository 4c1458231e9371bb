"""Reports and plans of an organisation, and what is shown to it: by whose it is, and by HR."""
