"""What a report may say: who is counted and when (`periods`), in which groups (`grouping`), how exactly (`figures`).

Together they hold the wall, and each leans on the others: every quarter of a person's learning is counted in one group
of one report and never again, a group has five people or more, and a figure is rounded by chance once and for all.
"""
