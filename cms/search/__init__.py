"""Site search in Chinese: a small backend over modelsearch's own, for SQLite and PostgreSQL."""
