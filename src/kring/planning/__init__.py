"""What an organisation needs and plans. Here `reports` (counts of its people's development, and the plan of a year) and
`sharing` (what one person agreed to show). Each is a package of its own, with its tables.
"""
