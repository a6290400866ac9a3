"""What still uses a question, a quiz or a topic, said before anybody is asked whether to delete it."""

from collections.abc import Sequence
from itertools import groupby

from django.contrib import messages
from django.db.models import Model, ProtectedError
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from modelcluster.fields import ParentalKey

from college.quizzes.models import Question, Quiz, Topic

OURS = (Question, Quiz, Topic)
MOST_NAMED = 3


def refuse(request: HttpRequest, rows: Sequence[Model]) -> HttpResponse | None:
    """Back to the list with a sentence for each that is needed; nothing if all may go."""
    reasons = [reason for row in rows if isinstance(row, OURS) and (reason := why_kept(row))]
    if not reasons:
        return None
    for reason in reasons:
        messages.error(request, reason)
    return redirect(type(rows[0]).snippet_viewset.get_url_name("list"))  # type: ignore[attr-defined]


def why_kept(row: Model) -> str:
    try:
        Collector(using=row._state.db or "default", origin=row).collect([row])
    except ProtectedError as error:
        users = sorted({owner(needing) for needing in error.protected_objects}, key=_kind_and_age)
        kinds = [_named(kind, list(those)) for kind, those in groupby(users, key=lambda user: user._meta.verbose_name)]
        words = _("“%(name)s”还在用：%(users)s。请先在那里换掉它。")
        return words % {"name": row, "users": _("、").join(kinds)}
    return ""


def owner(row: Model) -> Model:
    """What a person knows the row by: of a part of a page or a quiz, the whole."""
    parent = next((field for field in row._meta.fields if isinstance(field, ParentalKey)), None)
    return getattr(row, parent.name) if parent else row


def _kind_and_age(row: Model) -> tuple[str, int]:
    return str(row._meta.verbose_name), row.pk


def _named(kind: object, rows: list[Model]) -> str:
    """A person's records are counted, not named."""
    titles = [_("“%(title)s”") % {"title": row.title} for row in rows if hasattr(row, "title")][:MOST_NAMED]
    if len(titles) == len(rows):
        return f"{kind}{''.join(titles)}"
    if titles:
        return _("%(kind)s%(titles)s等 %(count)s 个") % {"kind": kind, "titles": "".join(titles), "count": len(rows)}
    return _("%(kind)s（%(count)s 份）") % {"kind": kind, "count": len(rows)}
