"""What competences decide. Pure."""
