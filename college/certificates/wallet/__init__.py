"""What a person was given, on pages of their own, and what they show of it to others."""
