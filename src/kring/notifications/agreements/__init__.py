"""What people are told of agreements: those who sign them, and those who have a seat."""
