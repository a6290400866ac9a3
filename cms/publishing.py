"""What was approved for a moment that has come is published, and what was to end then ends.

Wagtail's own command does this once and for one machine, and its history does not say who. Here any worker does it, one
each page, and the history names who approved the moment.
"""

import logging

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision, get_default_page_content_type

from college.people.models import User

logger = logging.getLogger(__name__)


def publish_what_is_due() -> None:
    now = timezone.now()
    for page in Page.objects.filter(live=True, expire_at__lte=now).order_by("expire_at").values_list("pk", flat=True):
        _end(page)
    due = Revision.objects.filter(
        base_content_type=get_default_page_content_type(), approved_go_live_at__lte=now
    ).order_by("approved_go_live_at")
    for revision in due.values_list("pk", flat=True):
        try:
            _publish(revision)
        except Exception:  # those behind it are due, too
            logger.exception("Revision %s cannot be published", revision)


@transaction.atomic
def _publish(pk: int) -> None:
    """Unless another worker was faster, or the moment was taken back meanwhile. The page is locked first, as by whoever
    publishes it otherwise."""
    due = Revision.objects.filter(pk=pk, approved_go_live_at__lte=timezone.now())
    lock_page(due.values_list("object_id", flat=True).first())
    if revision := due.select_for_update().first():
        by = _who_scheduled(revision)
        revision.publish(user=by, log_action="wagtail.publish.scheduled", skip_permission_checks=True)


def lock_page(pk: int | str | None) -> None:
    """Until the end of the transaction."""
    Page.objects.select_for_update(no_key=True).filter(pk=pk).values_list("pk").first()


@transaction.atomic
def _end(pk: int) -> None:
    due = Page.objects.filter(pk=pk, live=True, expire_at__lte=timezone.now())
    if page := due.select_for_update().first():
        page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _who_scheduled(revision: Revision) -> User | None:
    said = PageLogEntry.objects.filter(revision=revision, action="wagtail.publish.schedule", user__isnull=False)
    entry = said.select_related("user").order_by("-timestamp", "-pk").first()
    return entry.user if entry else None
