"""Publishing with points that are still to be mended asks once, on whichever way; what is published with them already
is not asked about again."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from wagtail import hooks
from wagtail.models import Page

from college.courses.checklist.contents import Checked
from college.courses.checklist.lists import news_of
from college.courses.models import CoursePage, LessonPage

ANSWER = "checklist"
"""The field of a form that says: I have seen it."""


@hooks.register("before_publish_page")
def ask_before_publishing(request: HttpRequest, page: Page) -> HttpResponse | None:
    """What was written is kept as a draft by then."""
    if not isinstance(page, CoursePage | LessonPage):
        return None
    row: Checked = type(page).objects.get(pk=page.pk)
    if is_being_made(request):
        row.live = False  # Wagtail shows a new page before it asks whether to
    if not news_of([row], request.user):  # type: ignore[arg-type]
        return None
    if is_being_made(request):
        row.save(update_fields=["live"], clean=False)
    return redirect("checklists:publish", page.pk)


def is_being_made(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.view_name == "wagtailadmin_pages:add"


@hooks.register("before_bulk_action", order=200)
def ask_before_publishing_many(
    request: HttpRequest, action: str, objects: Sequence[Any], view: object
) -> HttpResponse | None:
    """The same form comes back with the answer in it: nothing has been done yet."""
    if action != "publish" or request.POST.get(ANSWER):
        return None
    chosen = [page for page in objects if isinstance(page, Page)]
    news = news_of(published_with(chosen, with_below=bool(request.POST.get("include_descendants"))), request.user)  # type: ignore[arg-type]
    if not news:
        return None
    sent = [(name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"]
    return render(request, "courses/checklist/ask_many.html", {"checklists": news, "sent": sent, "answer": ANSWER})


def published_with(chosen: Sequence[Page], *, with_below: bool) -> list[Checked]:
    keys = {page.pk for page in chosen}
    if with_below:
        for page in chosen:
            keys |= set(page.get_descendants().not_live().values_list("pk", flat=True))
    return [*CoursePage.objects.filter(pk__in=keys), *LessonPage.objects.filter(pk__in=keys).order_by("path")]
