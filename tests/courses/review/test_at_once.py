"""Two reviewers, two workers at the same moment: a page is published once, and nobody meets an error."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, TaskState

from cms.publishing import publish_what_is_due
from college.courses.models import LessonPage
from college.people.models import User
from tests.courses.checklist.cast import form
from tests.courses.review.cast import Cast, cast, handed_in
from tests.factories import LessonPageFactory, UserFactory
from tests.progress.test_at_once import at_once

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.on_postgres,
    pytest.mark.usefixtures("site"),
]
Request = tuple[str, dict[str, str]]
"""Where to, and what is sent."""
Ways = tuple[Callable[[LessonPage, TaskState], Request], ...]


@pytest.fixture
def people() -> Cast:
    return cast()


def signed_in(user: User) -> Client:
    """Who sees an error as a person does: as a page with the number 500."""
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def from_the_desk(page: LessonPage, task: TaskState) -> Request:
    return reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk]), {}


def from_the_editor(page: LessonPage, task: TaskState) -> Request:
    action = {"action-workflow-action": "true", "workflow-action-name": "approve"}
    sent = form(page.title, slug=page.slug, asks_quiz="on", **action)
    return reverse("wagtailadmin_pages:edit", args=[page.pk]), sent


def history(page: LessonPage, action: str) -> int:
    return PageLogEntry.objects.filter(page=page.pk, action=action).count()


@pytest.mark.parametrize("ways", [(from_the_desk,) * 2, (from_the_editor,) * 2, (from_the_desk, from_the_editor)])
def test_of_two_reviewers_who_approve_at_once_one_does(people: Cast, ways: Ways) -> None:
    reviewers = [signed_in(people.above), signed_in(UserFactory(is_superuser=True))]
    for number in range(3):
        page = LessonPageFactory(parent=people.course, title=f"第{number}课", live=False, owner=people.editor)
        page.save_revision(user=people.editor)
        task = handed_in(page, people.editor)
        asked = [partial(client.post, *way(page, task)) for client, way in zip(reviewers, ways, strict=True)]
        answers: list[HttpResponse] = at_once(*asked)
        assert [answer.status_code for answer in answers] == [302, 302]
        published = LessonPage.objects.get(pk=page.pk)
        assert (published.live, published.has_unpublished_changes) == (True, False)
        assert history(page, "wagtail.publish") == 1
        assert history(page, "wagtail.workflow.approve") == 1


def test_workers_that_publish_what_is_due_at_once_publish_each_page_once(people: Cast) -> None:
    a_moment_ago = timezone.now() - timedelta(minutes=1)
    due = LessonPageFactory.create_batch(4, parent=people.course, live=False)
    for page in due:
        page.go_live_at = a_moment_ago
        revision = page.save_revision(user=people.editor)
        revision.approved_go_live_at = a_moment_ago
        revision.save()
    over = LessonPageFactory.create_batch(4, parent=people.course, expire_at=a_moment_ago)
    at_once(*[publish_what_is_due] * 3)
    for page in due:
        assert LessonPage.objects.get(pk=page.pk).live
        assert history(page, "wagtail.publish.scheduled") == 1
    for page in over:
        assert not LessonPage.objects.get(pk=page.pk).live
        assert history(page, "wagtail.unpublish.scheduled") == 1
