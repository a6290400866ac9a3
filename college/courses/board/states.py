"""Where a page stands between draft and published, as a person says it."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState, get_default_page_content_type

from college.courses.moments import day_of


@dataclass(frozen=True)
class Standing:
    """`kind`: live, changed, scheduled, draft, waiting or returned; `remark`: what the reviewer wrote."""

    kind: str
    label: str
    remark: str = ""


def standings_of(pages: Collection[Page]) -> dict[int, Standing]:
    """By key, of pages that were asked for with `annotate_approved_schedule`. One query."""
    keys = [str(page.pk) for page in pages]
    going_on = WorkflowState.objects.active().filter(
        base_content_type=get_default_page_content_type(), object_id__in=keys
    )
    by_page = {state.object_id: state for state in going_on.select_related("current_task_state")}
    return {page.pk: _standing(page, by_page.get(str(page.pk))) for page in pages}


def _standing(page: Page, review: WorkflowState | None) -> Standing:
    if review and review.status == WorkflowState.STATUS_NEEDS_CHANGES:
        remark = review.current_task_state.comment if review.current_task_state else ""
        return Standing("returned", _("退回修改"), remark)
    if review:
        return Standing("waiting", _("等待审核"))
    if page.approved_schedule and page.go_live_at:
        return Standing("scheduled", _("%(day)s定时发布") % {"day": day_of(page.go_live_at, is_near=True)})
    if not page.live:
        return Standing("draft", _("已到期下线") if page.expired else _("草稿"))
    if page.has_unpublished_changes:
        return Standing("changed", _("已发布，另有没发布的修改"))
    return Standing("live", _("已发布"))
