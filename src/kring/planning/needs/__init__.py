"""What an organisation must be able to do, who agreed to be counted for it, and what is missing."""
