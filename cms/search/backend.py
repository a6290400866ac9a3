"""The site's search backend (WAGTAILSEARCH_BACKENDS), by the database at hand. See cms/search/spelling.py."""

from importlib import import_module
from typing import Any

from django.db import connection
from modelsearch.backends.base import BaseSearchBackend

# Each imports what exists on its own database only. Elsewhere text is looked through as it is, which needs no spelling.
BACKENDS = {"sqlite": "cms.search.sqlite", "postgresql": "cms.search.postgres"}


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:  # noqa: N802 (the name modelsearch looks for)
    module = BACKENDS.get(connection.vendor, "modelsearch.backends.database.fallback")
    return import_module(module).SearchBackend(params)
