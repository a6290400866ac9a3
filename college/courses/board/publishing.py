"""A whole course at once: what this person may publish is published, the rest is handed in for review."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.publishing import lock_page
from college.courses.board.states import Standing, standings_of
from college.courses.board.views import BoardPage
from college.courses.checklist.contents import Checked
from college.courses.checklist.lists import Checklist, course_checklists
from college.courses.models import CoursePage, LessonPage
from college.people.models import User


@dataclass(frozen=True)
class Row:
    page: Checked
    standing: Standing
    checklist: Checklist
    may_go: bool
    """Whether it can be ticked: not while a reviewer's word is waited for, or its time, or another has locked it."""


class PublishView(BoardPage):
    """What of the course is not published yet, with what learners would stumble over; all of it ticked."""

    template_name = "courses/board/publish.html"
    page_title = gettext_lazy("发布")

    def get_page_subtitle(self) -> str:
        return self.course.draft_title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_publish = self.course.permissions_for_user(self.user).can_publish()
        rows = list(rows_of(self.course, self.user, may_publish=may_publish))
        return super().get_context_data(**kwargs, rows=rows, may_publish=may_publish, board_url=self.board_url)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = set(request.POST.getlist("page"))
        pages = [page for page in unpublished(self.course) if str(page.pk) in chosen]
        if not pages:
            messages.error(request, _("还没有勾选要发布的。"))
            return redirect(request.path)
        went = send_out(pages, self.user)
        for words in went.sentences():
            messages.success(request, words)
        for refusal in went.refused:
            messages.error(request, refusal)
        return redirect(self.board_url)


def unpublished(course: CoursePage) -> list[Checked]:
    """The course, and its lessons in order: drafts, and what was changed since it was published."""
    course = CoursePage.objects.annotate_approved_schedule().get(pk=course.pk)
    lessons = LessonPage.objects.child_of(course).order_by("path").annotate_approved_schedule()
    return [page for page in (course, *lessons) if not page.live or page.has_unpublished_changes]


def rows_of(course: CoursePage, user: User, *, may_publish: bool) -> Iterator[Row]:
    """The number of queries does not grow with the course."""
    pages = unpublished(course)
    standings = standings_of(pages)
    checklists = {found.page.pk: found for found in course_checklists(course, user)}
    for page in pages:
        standing = standings[page.pk]
        waits = standing.kind == "scheduled" or (standing.kind == "waiting" and not may_publish)
        may_go = not waits and not is_locked_by_another(page, user)
        yield Row(page, standing, checklists[page.pk], may_go)


def is_locked_by_another(page: Checked, user: User) -> bool:
    """By hand: what a review or a schedule locks, the standings tell of all pages at once."""
    return page.locked and page.locked_by_id != user.pk


@dataclass
class Went:
    published: int = 0
    scheduled: int = 0
    handed_in: int = 0
    refused: tuple[str, ...] = ()

    def sentences(self) -> Iterator[str]:
        if self.published:
            words = ngettext("发布了 %(count)s 页。", "发布了 %(count)s 页。", self.published)
            yield words % {"count": self.published}
        if self.scheduled:
            words = ngettext("%(count)s 页到定好的时间发布。", "%(count)s 页到定好的时间发布。", self.scheduled)
            yield words % {"count": self.scheduled}
        if self.handed_in:
            words = ngettext("%(count)s 页交给了审核人。", "%(count)s 页交给了审核人。", self.handed_in)
            yield words % {"count": self.handed_in}


def send_out(pages: Iterable[Checked], user: User) -> Went:
    """Each on its own: one that cannot go keeps no other back."""
    went = Went()
    for page in pages:
        try:
            _send(page, user, went)
        except ValidationError as error:
            said = {"title": page.draft_title, "why": "".join(error.messages)}
            went.refused += (_("“%(title)s”没有发布：%(why)s") % said,)
    return went


@transaction.atomic
def _send(page: Checked, user: User, went: Went) -> None:
    lock_page(page.pk)
    page = type(page).objects.get(pk=page.pk)
    allowed = page.permissions_for_user(user)
    if allowed.page_locked():
        raise ValidationError(_("别人锁住了它，或者正在审，或者已经定好时间发布。"))
    revision = page.get_latest_revision() or page.save_revision(user=user)
    revision.as_object().full_clean()
    if allowed.can_publish():
        revision.publish(user=user)
        page.refresh_from_db(fields=["live", "has_unpublished_changes"])
        is_out = page.live and not page.has_unpublished_changes
        went.published, went.scheduled = went.published + is_out, went.scheduled + (not is_out)
    elif allowed.can_submit_for_moderation() and (workflow := page.get_workflow()):
        review = page.current_workflow_state
        review.resume(user) if review else workflow.start(page, user)
        went.handed_in += 1
    else:
        raise ValidationError(_("您现在不能发布它，也不能交审。"))
