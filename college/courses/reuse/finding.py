"""The pages that show a thing, as published or in their drafts, and what may be done with each."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, ReferenceIndex, Revision

from college.courses.models import LessonPage
from college.courses.reuse.swapping import shows
from college.people.models import User
from media.models import Video


@dataclass
class Use:
    page: Page
    """As it is saved: what readers see, if it is live."""
    in_page: bool
    in_draft: bool
    """What its editors wrote since, if anything."""
    user: User
    place: str = ""

    @property
    def key(self) -> str:
        return f"page-{self.page.pk}"

    @property
    def title(self) -> str:
        return self.page.draft_title

    @property
    def url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.page.pk])

    @property
    def is_shown_to_readers(self) -> bool:
        return bool(self.page.live and self.in_page)

    @cached_property
    def may_edit(self) -> bool:
        return self.page.permissions_for_user(self.user).can_edit()

    @cached_property
    def may_publish(self) -> bool:
        return self.page.permissions_for_user(self.user).can_publish()

    @cached_property
    def draft(self) -> Page:
        """The page itself where nothing of it was ever saved as a draft."""
        found: Page = self.page.get_latest_revision_as_object()
        return found

    @property
    def changes_page(self) -> bool:
        """Whether what is saved of it changes; what readers see does only by who may publish."""
        return self.in_page and (self.may_publish or not self.page.live)

    def obstacle(self, new: Model | None = None) -> str:
        """Why it is left as it is, in words; empty if it can be changed."""
        if self.page.workflow_in_progress:
            return _("正在审核。审核完了再换。")
        if self.page.current_workflow_state:
            return _("审核退回来修改，还没有再交。审核完了再换。")
        if self.page.approved_schedule:
            return _("已经定好时间公开。公开以后再换，或者先取消定时。")
        lock = self.page.get_lock()
        if lock and lock.for_user(self.user):
            return _("被别人锁住了。请先请他解锁。")
        if not self.in_draft and not self.changes_page:
            return _("草稿里已经不用它，公开的还在用。请能公开这一页的人来换。")
        if isinstance(new, Video) and isinstance(self.page, LessonPage):
            return next(filter(None, (_misplaced(version, new) for version in self._versions())), "")
        return ""

    def _versions(self) -> Iterator[Any]:
        if self.in_page:
            yield self.page
        if self.in_draft and self.page.has_unpublished_changes:
            yield self.draft

    def words(self) -> str:
        """What would happen to it."""
        if not self.is_shown_to_readers:
            return _("草稿会换，学员现在看不到")
        return _("换好马上公开") if self.may_publish else _("只换在草稿里，要交审核才公开")


def _misplaced(lesson: LessonPage, video: Video) -> str:
    last = max((asked.second for asked in lesson.video_questions.all()), default=0)
    if video.duration and last >= video.duration:
        return _("视频里第 %(second)s 秒有一道题，新视频没有这么长。请先改那道题的时间。") % {"second": last}
    return ""


def uses_of(thing: Model, user: User) -> list[Use]:
    """In the order of the tree. Looks into each page's draft, if it has one that is not published."""
    found = [use for page in _candidates(thing) if (use := _use(page, thing, user))]
    above = {use.page.path[: -Page.steplen] for use in found}
    titles = dict(Page.objects.filter(path__in=above).values_list("path", "draft_title"))
    for use in found:
        use.place = titles.get(use.page.path[: -Page.steplen], "")
    return found


def _use(page: Page, thing: Model, user: User) -> Use | None:
    in_page = shows(page, thing)
    use = Use(page, in_page, in_page, user)
    if page.has_unpublished_changes:
        use.in_draft = shows(use.draft, thing)
    return use if use.in_page or use.in_draft else None


def _candidates(thing: Model) -> Iterator[Page]:
    named = {str(key) for key in ReferenceIndex.get_references_to(thing).values_list("object_id", flat=True)}
    keys = {int(key) for key in named if key.isdigit()}
    drafts = Revision.objects.filter(content__icontains=str(thing.pk)).values("pk")
    pages = Page.objects.filter(Q(pk__in=keys) | Q(has_unpublished_changes=True, latest_revision__in=drafts))
    pages = pages.filter(depth__gt=1).order_by("path").prefetch_related("latest_revision")
    return iter(pages.specific().prefetch_workflow_states().annotate_approved_schedule())
