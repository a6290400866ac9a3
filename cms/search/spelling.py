"""How text is spelt for the index and for a query, so that 认字 is found inside 社区学院认字班.

The full-text searches of SQLite and PostgreSQL cut text at spaces, which Chinese does not write. So a run of Chinese
is indexed as its characters and its pairs of neighbours (认字班 as 认 字 班 认字 字班), and asked for as its pairs
(认字 AND 字班), one character alone as itself. Words and numbers stay whole.

Pairs, and not single characters in a phrase query: PostgreSQL counts positions up to 16,383 only
(https://www.postgresql.org/docs/current/textsearch-limitations.html), so a phrase late in a long transcript would be
lost. Pairs need no positions; what they find too much, a text that has 认字 and 字班 apart, is rare and harmless.

These spellings are only ever matched; nobody reads them.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Any

from modelsearch.query import MATCH_NONE, And, Boost, Not, Or, Phrase, PlainText, SearchQuery

CHINESE = "〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_RUNS = re.compile(rf"[{CHINESE}]+|[^\W_{CHINESE}]+")
_IS_CHINESE = re.compile(rf"[{CHINESE}]").match

# Both databases refuse a query that is too deep, and PostgreSQL a word of more than 2,046 bytes.
MOST_TOKENS = 50
LONGEST_WORD = 255


def runs(text: str) -> Iterator[str]:
    """The stretches of Chinese and the words of `text`: ＡＢＣ, Abc and abc are one, everything else is a gap."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return (found[0] for found in _RUNS.finditer(folded))


def for_index(text: str) -> str:
    return " ".join(token for run in runs(text) for token in _indexed(run))


def for_query(text: str) -> str:
    return " ".join(islice((token for run in runs(text) for token in _asked(run)), MOST_TOKENS))


def _indexed(run: str) -> list[str]:
    return [*run, *map("".join, pairwise(run))] if _IS_CHINESE(run) else [run[:LONGEST_WORD]]


def _asked(run: str) -> list[str]:
    return list(map("".join, pairwise(run))) if _IS_CHINESE(run) and len(run) > 1 else [run[:LONGEST_WORD]]


def respell(query: SearchQuery) -> SearchQuery:
    """The same query in the index's spelling; one that asks for nothing finds nothing."""
    return _respell(query) or MATCH_NONE


def _respell(query: SearchQuery) -> SearchQuery | None:
    match query:
        case PlainText(operator="or"):
            return _combine(Or, map(PlainText, query.query_string.split()))
        case PlainText() | Phrase():
            tokens = for_query(query.query_string)
            return PlainText(tokens) if tokens else None
        case And() | Or():
            return _combine(type(query), query.subqueries)
        case Not():
            spelt = _respell(query.subquery)
            return Not(spelt) if spelt else None
        case Boost():
            return _respell(query.subquery)
        case _:
            return query


def _combine(kind: type[Any], subqueries: Any) -> SearchQuery | None:
    spelt = [query for query in map(_respell, subqueries) if query]
    return kind(spelt) if spelt else None


class IndexSpelling:
    """Before modelsearch's ObjectIndexer: what it reads from an object goes to the index respelt."""

    def prepare_value(self, value: Any) -> str:
        prepared: str = super().prepare_value(value)  # type: ignore[misc]
        # A list or dict has come back through here piece by piece.
        return prepared if isinstance(value, list | dict) else for_index(prepared)


class QuerySpelling:
    """Before a query compiler of modelsearch: the query it compiles is respelt."""

    query: SearchQuery

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.query = respell(self.query)
