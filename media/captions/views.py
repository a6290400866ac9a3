"""The transcript editor: the page, and what it asks for and sends while a person works in it."""
