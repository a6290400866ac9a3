"""A teacher's side, in the admin: what waits for an answer, and what was asked before."""
