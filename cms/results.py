"""What a search result says: the page, where it stands, and the place in its text that was meant.

A page class may name in `teaser_fields` what anyone may read of it (else all that is indexed); its manager then says
which are `closed_to_strangers()`. It may name in `placed_fields` indexed texts of which no excerpt is cut, because its
`places(pages, query, user)` tell where in them the words stand: lists of `Place` by page, at a fixed number of queries.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db.models import Q
from django.utils.translation import get_language
from wagtail.models import Page, PageQuerySet, get_page_models
from wagtail.search.index import SearchField

from cms.languages import are_several
from cms.search.spelling import runs

BEFORE, AFTER = 24, 96


@dataclass(frozen=True)
class Piece:
    text: str
    is_marked: bool = False


@dataclass(frozen=True)
class Place:
    """Where in a page the words stand, and the fragment of its address that leads there."""

    fragment: str
    label: str
    text: list[Piece]


@dataclass(frozen=True)
class Result:
    page: Page
    title: list[Piece]
    trail: list[str]
    excerpt: list[Piece]
    places: list[Place]


def searchable(query: str, user: AbstractBaseUser | AnonymousUser) -> PageQuerySet:
    """Published pages that anyone may know of, none below an unpublished one.

    That a page is found tells what it says: a stranger finds the closed ones by their teasers only.
    """
    pages = Page.objects.live().public().filter(depth__gt=2)
    for hidden in Page.objects.not_live().filter(depth__gt=1, numchild__gt=0):
        pages = pages.not_descendant_of(hidden)
    if user.is_anonymous:
        for kind in get_page_models():
            if teaser := getattr(kind, "teaser_fields", None):
                untold = kind.objects.closed_to_strangers().exclude(says(query, ["title", *teaser]))
                pages = pages.exclude(pk__in=untold.values("pk"))
    return once(pages, query, get_language())


def once(pages: PageQuerySet, query: str, language: str | None) -> PageQuerySet:
    """Of what is found in several languages, the reader's; costs a search of its own where there are several."""
    if not are_several():
        return pages
    others = pages.exclude(locale__language_code=language)
    theirs = pages.filter(locale__language_code=language, translation_key__in=others.values("translation_key"))
    found = [page.translation_key for page in pages.filter(pk__in=theirs.values("pk")).search(query)]
    return pages.exclude(pk__in=others.filter(translation_key__in=found).values("pk"))


def says(query: str, fields: Sequence[str]) -> Q:
    """Every word of the query stands in one of the fields."""
    return Q(*(Q(*((f"{name}__icontains", word) for name in fields), _connector=Q.OR) for word in runs(query)))


def results(pages: Sequence[Page], query: str, user: AbstractBaseUser | AnonymousUser) -> list[Result]:
    """The results to show for pages found; the number of queries depends on how many kinds of page, not on how many."""
    found = list(Page.objects.filter(pk__in=[page.pk for page in pages]).specific())
    by_pk = {page.pk: page for page in found}
    trails, places = titles_above(found), places_in(found, query, user)
    pattern = wanted(query)
    return [
        Result(
            page,
            marked(page.title, pattern),
            trails[page.path],
            excerpt(texts(page, user), pattern, is_match_needed=page.pk in places),
            places.get(page.pk, []),
        )
        for page in (by_pk[page.pk] for page in pages)
    ]


def places_in(pages: Iterable[Page], query: str, user: AbstractBaseUser | AnonymousUser) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = {}
    for kind, group in groupby(sorted(pages, key=lambda page: page.content_type_id), type):
        if places := getattr(kind, "places", None):
            found |= places(list(group), query, user)
    return found


def titles_above(pages: Iterable[Page]) -> dict[str, list[str]]:
    """For each page's path the titles between the home page and it."""
    chains = {
        page.path: [page.path[:end] for end in range(3 * page.steplen, len(page.path), page.steplen)] for page in pages
    }
    wanted_paths = {path for chain in chains.values() for path in chain}
    titles = dict(Page.objects.filter(path__in=wanted_paths).values_list("path", "title"))
    return {path: [titles[step] for step in chain] for path, chain in chains.items()}


def texts(page: Page, user: AbstractBaseUser | AnonymousUser) -> Iterator[str]:
    """What the page says beside its title, as far as this reader may read it."""
    fields = {field.field_name: field for field in page.get_search_fields() if isinstance(field, SearchField)}
    readable = fields if user.is_authenticated else getattr(page, "teaser_fields", fields)
    for name in readable:
        if name not in ("title", *getattr(page, "placed_fields", ())):
            value = fields[name].get_value(page)
            yield " ".join(map(str, value)) if isinstance(value, list) else str(value or "")


def wanted(query: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(query.split(), key=len, reverse=True))), re.IGNORECASE)


def excerpt(found: Iterable[str], pattern: re.Pattern[str], *, is_match_needed: bool) -> list[Piece]:
    """The first text in which a wanted word stands, around that word; else how the first text begins."""
    written = [" ".join(text.split()) for text in found]
    for text in written:
        if match := pattern.search(text):
            return marked(around(text, match.start()), pattern)
    beginning = "" if is_match_needed else next(filter(None, written), "")
    return [Piece(beginning[:AFTER] + ("…" if len(beginning) > AFTER else ""))] if beginning else []


def around(text: str, place: int) -> str:
    start, end = max(0, place - BEFORE), place + AFTER
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def marked(text: str, pattern: re.Pattern[str]) -> list[Piece]:
    pieces, done = [], 0
    for match in pattern.finditer(text):
        pieces += [Piece(text[done : match.start()]), Piece(match[0], is_marked=True)]
        done = match.end()
    return [piece for piece in [*pieces, Piece(text[done:])] if piece.text]
