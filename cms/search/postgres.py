"""modelsearch's PostgreSQL search, respelt for Chinese. It ranks the title first by its field's boost."""

from typing import Any

from modelsearch.backends.database.postgres import postgres

from cms.search.spelling import IndexSpelling, QuerySpelling


class ObjectIndexer(IndexSpelling, postgres.ObjectIndexer):
    pass


# PostgresIndex takes its indexer from its own module; there is no other way to hand it one.
postgres.ObjectIndexer = ObjectIndexer


class QueryCompiler(QuerySpelling, postgres.PostgresSearchQueryCompiler):
    pass


class AutocompleteQueryCompiler(QuerySpelling, postgres.PostgresAutocompleteQueryCompiler):
    pass


class SearchBackend(postgres.PostgresSearchBackend):
    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler

    def __init__(self, params: dict[str, Any]) -> None:
        # The server's own configuration, often English, stems words and drops "the"; `simple` takes them as written.
        super().__init__({"SEARCH_CONFIG": "simple", **params})
