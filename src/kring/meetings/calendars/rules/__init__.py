"""What calendars are told of meetings, and what is believed of what they answer. Pure."""
