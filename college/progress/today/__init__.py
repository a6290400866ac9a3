"""A learner's first page: one thing to go on with, what is due, what teachers wrote, what is new for them."""
