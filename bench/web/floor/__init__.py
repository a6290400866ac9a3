"""What any Django site pays: stock middleware, and a view that loads the session and the user and upserts one row."""
