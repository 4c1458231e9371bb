"""What one person agreed to show her employer: item by item, until a day, to be withdrawn at any time."""
