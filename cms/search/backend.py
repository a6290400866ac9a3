from modelsearch.backends.database.fallback import DatabaseSearchBackend as SearchBackend  # noqa: F401
