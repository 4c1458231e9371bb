"""Meeting someone new: coffee in pairs and trios, peer groups, mentor and learner."""
