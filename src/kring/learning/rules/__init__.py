"""What learning is made of and what a person may write down of it. Pure."""
