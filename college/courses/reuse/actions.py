from collections.abc import Collection, Iterable
from typing import TypeVar

from django.db import transaction
from django.db.models import Model
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from college.courses.reuse.asking import Asking, asking, rows_showing
from college.courses.reuse.finding import Use, uses_of
from college.courses.reuse.swapping import swap
from college.people.models import User

REPLACED = "courses.replace"
U = TypeVar("U", Use, Asking)


@transaction.atomic
def replace_everywhere(*, old: Model, new: Model, keys: Collection[str], user: User) -> int:
    """Of the pages, questions, quizzes and videos with these keys in those that still use the old one and that this
    person may change: drafts and what is published. In how many it was.

    All or none. Of a published page that somebody may not publish, the draft alone is changed; of one that is not
    published, what is saved of it, too. Its history says so; what learners did is not touched.
    """
    pages = [use.page.pk for use in uses_of(old, user) if use.key in keys]
    list(Page.objects.select_for_update().filter(pk__in=pages).order_by("pk").values_list("pk"))
    list(rows_showing(old).select_for_update().order_by("pk").values_list("pk"))
    uses, asked = _due(uses_of(old, user), new, keys), _due(asking(old, user), new, keys)
    for use in uses:
        _replace(use, old, new, user)
    for each in asked:
        each.replace(old, new)
        _told(each.row, old, new, user)
    return len(uses) + len(asked)


def _due(found: Iterable[U], new: Model, keys: Collection[str]) -> list[U]:
    return [use for use in found if use.key in keys and use.may_edit and not use.obstacle(new)]


def _replace(use: Use, old: Model, new: Model, user: User) -> None:
    page, draft = use.page, use.draft
    had_draft = page.has_unpublished_changes
    if use.is_shown_to_readers and use.may_publish:
        swap(page, old, new)
        _saved(page, old, new, user).publish(user=user)
        if not had_draft:
            return
        if not use.in_draft:
            draft.save_revision(user=user, clean=False)  # stays the newest
    elif use.changes_page:
        swap(page, old, new)
        page.save(clean=False)
        if not use.in_draft:
            _told(page, old, new, user)
    if use.in_draft:
        swap(draft, old, new)
        _saved(draft, old, new, user)


def _saved(page: Page, old: Model, new: Model, user: User) -> Revision:
    revision: Revision = page.save_revision(user=user, clean=False)
    _told(page, old, new, user, revision)
    return revision


def _told(holder: Model, old: Model, new: Model, user: User, revision: Revision | None = None) -> None:
    data = {"old": str(old)[:100], "new": str(new)[:100]}
    log(instance=holder, action=REPLACED, user=user, revision=revision, content_changed=True, data=data)
