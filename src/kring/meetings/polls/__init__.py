"""Date polls: which of some dates suits most people, and the meeting that comes of it."""
