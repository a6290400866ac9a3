"""What an administrator sees of people and organisations in the Wagtail admin."""
