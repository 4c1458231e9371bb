"""Pages of plans: scenarios and what comes of them, for owners and HR; what is offered, for her whom it is about."""
