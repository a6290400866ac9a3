"""Pages of this person that wait: their drafts, what was sent back, what others remarked, what they are to review."""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Length, Substr
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import (
    Comment,
    GroupApprovalTask,
    Page,
    Task,
    TaskState,
    WorkflowState,
    get_default_page_content_type,
)
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet

from cms.desk.sections import Item, Section
from college.people.models import User

LONGEST_REMARK = 120
"""Characters of a remark on the desk."""


def under_review() -> QuerySet[WorkflowState]:
    return WorkflowState.objects.active().filter(base_content_type=get_default_page_content_type())


def own(user: User) -> Q:
    """Of pages: begun by this person, or last changed by them."""
    return Q(owner=user) | Q(latest_revision__user=user)


def title_above(path: str) -> Subquery:
    """The title of the page above the one with the path that this name looks up; None right below the root."""
    above = Substr(OuterRef(path), 1, Length(OuterRef(path)) - Page.steplen)
    return Subquery(Page.objects.filter(path=above, depth__gt=1).values("draft_title")[:1])


def of_page(key: str, field: str) -> Subquery:
    """A field of the page whose key, as reviews keep it, this name looks up."""
    pages = Page.objects.filter(pk=Cast(OuterRef(key), IntegerField()))
    return Subquery(pages.values(field)[:1])


def edit_url(page: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page])


def when(moment: Any) -> str:
    return date_format(localtime(moment), _("n月j日 H:i")) if moment else ""


def shortened(text: str) -> str:
    return Truncator(" ".join(text.split())).chars(LONGEST_REMARK)


def editable_by(user: User) -> PageQuerySet:
    """By the policy that rooms above may have narrowed."""
    pages: PageQuerySet = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    return pages


class Drafts(Section):
    """What they began or changed, and neither published nor handed in nor scheduled."""

    key, order = "drafts", 50
    title = gettext_lazy("您的草稿，还没有发布")

    def rows(self) -> QuerySet[Page]:
        reviewed = under_review().filter(object_id=Cast(OuterRef("pk"), CharField()))
        drafts = editable_by(self.user).filter(
            own(self.user), ~Exists(reviewed), has_unpublished_changes=True, depth__gt=1
        )
        drafts = drafts.annotate_approved_schedule().filter(_approved_schedule=False)
        return drafts.annotate(above=title_above("path")).order_by("-latest_revision_created_at", "-pk")

    def items(self, rows: Sequence[Page]) -> list[Item]:
        return [
            Item(page.draft_title, edit_url(page.pk), words_of_draft(page), place=page.above or "") for page in rows
        ]


def words_of_draft(page: Page) -> str:
    said = {"kind": page.page_type_display_name, "when": when(page.latest_revision_created_at)}
    if page.live:
        return _("%(kind)s，已经公开；%(when)s 的修改还没有发布") % said
    return _("%(kind)s，%(when)s 改过，学员还看不到") % said


class SentBack(Section):
    key, order = "sent-back", 10
    title = gettext_lazy("退回给您修改的")

    def rows(self) -> QuerySet[WorkflowState]:
        """Handed in by them, or a page of theirs; as long as they may edit it."""
        pages = editable_by(self.user).filter(pk=Cast(OuterRef("object_id"), IntegerField()))
        returned = under_review().filter(status=WorkflowState.STATUS_NEEDS_CHANGES)
        returned = returned.filter(Q(Exists(pages), requested_by=self.user) | Q(Exists(pages.filter(owner=self.user))))
        named = with_page(returned, "object_id").select_related("current_task_state")
        return named.order_by("-current_task_state__finished_at", "-pk")

    def items(self, rows: Sequence[Any]) -> list[Item]:
        return [
            Item(
                state.page_title,
                edit_url(int(state.object_id)),
                remark_of(state.current_task_state),
                place=state.above or "",
            )
            for state in rows
        ]


def remark_of(task: TaskState | None) -> str:
    remark = shortened(task.comment) if task else ""
    return _("审核意见：%(remark)s") % {"remark": remark} if remark else _("没有写意见，请问一问审核的人")


class Remarks(Section):
    """What others wrote beside the text of pages of theirs that they may edit, and nobody has settled."""

    key, order = "remarks", 20
    title = gettext_lazy("别人在您的页面旁边写的话")

    def rows(self) -> QuerySet[Comment]:
        own_pages = editable_by(self.user).filter(own(self.user)).values("pk")
        open_ones = Comment.objects.filter(resolved_at=None, page__in=own_pages).exclude(user=self.user)
        named = open_ones.annotate(above=title_above("page__path")).select_related("page", "user")
        return named.order_by("-created_at", "-pk")

    def items(self, rows: Sequence[Comment]) -> list[Item]:
        return [
            Item(
                comment.page.draft_title,
                f"{edit_url(comment.page_id)}?comment={comment.pk}",
                _("%(who)s：%(remark)s") % {"who": comment.user, "remark": shortened(comment.text)},
                place=comment.above or "",
            )
            for comment in rows
        ]


class ToReview(Section):
    key, order = "to-review", 30
    title = gettext_lazy("等您审核的")

    def rows(self) -> QuerySet[TaskState]:
        tasks = reviewable_by(self.user)
        pages = tasks.filter(revision__base_content_type=get_default_page_content_type())
        named = with_page(pages, "revision__object_id").select_related("revision__user")
        return named.order_by("started_at", "pk")

    def items(self, rows: Sequence[Any]) -> list[Item]:
        return [
            Item(task.page_title, edit_url(int(task.revision.object_id)), words_of_review(task), place=task.above or "")
            for task in rows
        ]


def reviewable_by(user: User) -> QuerySet[TaskState]:
    """As Wagtail decides. It asks the database once for each task there is, of which each programme may have one; those
    of a group are asked for together."""
    by_group = GroupApprovalTask.objects.filter(active=True)
    if not user.is_superuser:
        by_group = by_group.filter(groups__in=user.groups.all())
    found = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__in=by_group.values("task_ptr"))
    others = Task.objects.filter(active=True).exclude(content_type=ContentType.objects.get_for_model(GroupApprovalTask))
    for task in others.specific():
        found |= task.get_task_states_user_can_moderate(user=user)
    return found


def with_page(rows: QuerySet[Any], key: str) -> QuerySet[Any]:
    """Reviews with `page_title` and `above`, the title of the page above."""
    named = rows.annotate(page_title=of_page(key, "draft_title"), page_path=of_page(key, "path"))
    return named.annotate(above=title_above("page_path"))


def words_of_review(task: TaskState) -> str:
    kind = ContentType.objects.get_for_id(task.revision.content_type_id).name
    said = {"kind": kind, "when": when(task.started_at), "who": task.revision.user}
    if said["who"] is None:
        return _("%(kind)s，%(when)s 交来") % said
    return _("%(kind)s，%(who)s %(when)s 交来") % said
