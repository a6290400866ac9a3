"""modelsearch's SQLite search, respelt for Chinese and with the title before the text."""

from typing import Any

from modelsearch.backends.database.sqlite import sqlite
from modelsearch.backends.database.sqlite.query import BM25

from cms.search.spelling import IndexSpelling, QuerySpelling


class ObjectIndexer(IndexSpelling, sqlite.ObjectIndexer):
    pass


# SQLiteIndex takes its indexer from its own module; there is no other way to hand it one.
sqlite.ObjectIndexer = ObjectIndexer


class TitleFirst(BM25):
    """A match in the title weighs ten in the text. The weights go by the table's columns: autocomplete, body, title."""

    def as_sql(self, *args: Any, **kwargs: Any) -> tuple[str, list[Any]]:
        sql, params = super().as_sql(*args, **kwargs)
        return sql.replace(")", ", 1.0, 1.0, 10.0)"), params


class QueryCompiler(QuerySpelling, sqlite.SQLiteSearchQueryCompiler):
    def _build_rank_expression(self, vectors: Any, config: Any) -> BM25:
        return TitleFirst()


class AutocompleteQueryCompiler(QuerySpelling, sqlite.SQLiteAutocompleteQueryCompiler):
    pass


class SearchBackend(sqlite.SQLiteSearchBackend):
    query_compiler_class = QueryCompiler
    autocomplete_query_compiler_class = AutocompleteQueryCompiler
