"""Mail that comes back to Kring: reports of letters that didn't arrive and of letters that weren't wanted, and answers
of calendars."""
