"""What an organisation needs and plans. Here `reports` (counts of its people's development, and the plan of a year),
`sharing` (what one person agreed to show), `needs` (what it must be able to do, and what is missing) and `plans` (how
gaps are closed). Each is a package of its own, with its tables.
"""
