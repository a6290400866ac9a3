"""A draft is handed in, looked at by who may publish it, sent back or approved, and published when it was said."""

from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment, PageLogEntry, Revision, TaskState, Workflow

from cms.publishing import publish_what_is_due
from college.courses.models import LessonPage
from tests.courses.board.cast import signed_in
from tests.courses.checklist.cast import form
from tests.courses.review.cast import Cast, cast, handed_in
from tests.factories import LessonPageFactory, ProgrammeFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def people() -> Cast:
    return cast()


def action(task: TaskState, page: LessonPage, name: str = "approve") -> str:
    return reverse("wagtailadmin_pages:workflow_action", args=[page.pk, name, task.pk])


def is_live(page: LessonPage) -> bool:
    return LessonPage.objects.filter(pk=page.pk, live=True).exists()


def history(page: LessonPage, entry: str) -> list[object]:
    return [log.user for log in PageLogEntry.objects.filter(page=page.pk, action=entry)]


def test_every_programme_has_a_workflow_of_its_own_from_the_start() -> None:
    first, second = ProgrammeFactory(name="认字班"), ProgrammeFactory(name="云培训")
    assert first.workflow.name == "认字班：审核以后公开"
    assert first.workflow != second.workflow
    assert first.workflow.tasks.get() == second.workflow.tasks.get()


def test_a_lesson_is_reviewed_as_the_programme_of_its_course_says(people: Cast) -> None:
    own = people.course.programme.workflow
    assert (people.course.get_workflow(), people.draft.get_workflow()) == (own, own)
    own.deactivate()
    assert LessonPage.objects.get(pk=people.draft.pk).get_workflow().name == "Moderators approval"


def test_an_editor_hands_in_and_cannot_publish(people: Cast) -> None:
    page = signed_in(people.editor).get(reverse("wagtailadmin_pages:edit", args=[people.draft.pk])).text
    assert "action-submit" in page
    assert "action-publish" not in page


def test_what_waits_is_told_to_those_who_may_review_it_and_to_nobody_else(people: Cast) -> None:
    superuser = UserFactory(is_superuser=True, email="admin@a.cn")
    handed_in(people.draft, people.editor)
    told = {address for message in mail.outbox for address in message.to}
    assert told == {people.above.email, superuser.email}
    assert "第二课" in signed_in(people.above).get("/admin/").text
    for user in (people.beside, people.colleague):
        assert "第二课" not in signed_in(user).get("/admin/").text


def test_a_reviewer_above_approves_and_is_named_in_the_history(people: Cast) -> None:
    task = handed_in(people.draft, people.editor)
    signed_in(people.above).post(action(task, people.draft))
    assert is_live(people.draft)
    assert history(people.draft, "wagtail.publish") == [people.above]
    assert history(people.draft, "wagtail.workflow.approve") == [people.above]


def test_a_reviewer_beside_may_not_even_by_way_of_a_page_of_their_own(people: Cast) -> None:
    task = handed_in(people.draft, people.editor)
    own = LessonPageFactory(parent=people.elsewhere, live=False)
    own.save_revision(user=people.colleague)
    handed_in(own, people.colleague)
    client = signed_in(people.beside)
    client.post(action(task, people.draft))
    client.post(action(task, own))
    client.post(action(task, own, "reject"), {"comment": "不要"})
    assert not is_live(people.draft)
    task.refresh_from_db()
    assert task.status == TaskState.STATUS_IN_PROGRESS


def test_its_author_cannot_approve_and_cannot_change_it_while_it_waits(people: Cast) -> None:
    task = handed_in(people.draft, people.editor)
    client = signed_in(people.editor)
    client.post(action(task, people.draft))
    assert not is_live(people.draft)
    assert "action-submit" not in client.get(reverse("wagtailadmin_pages:edit", args=[people.draft.pk])).text


def test_what_is_sent_back_is_on_its_authors_desk_with_the_remarks(people: Cast) -> None:
    task = handed_in(people.draft, people.editor)
    Comment.objects.create(page=people.draft, user=people.above, text="这里写明上课的时间。", contentpath="title")
    signed_in(people.above).post(action(task, people.draft, "reject"), {"comment": "请换一张清楚的图。"})
    desk = signed_in(people.editor).get("/admin/").text
    assert "审核意见：请换一张清楚的图。" in desk
    assert "这里写明上课的时间。" in desk


def test_an_approval_may_say_when_and_the_worker_publishes_then(people: Cast) -> None:
    task = handed_in(people.draft, people.editor)
    moment = timezone.localtime(timezone.now() + timedelta(days=2)).strftime("%Y-%m-%d %H:%M")
    signed_in(people.above).post(action(task, people.draft), {"go_live_at": moment, "comment": "很好"})
    publish_what_is_due()
    assert not is_live(people.draft)
    assert history(people.draft, "wagtail.publish.schedule") == [people.above]
    the_moment_comes(Revision.objects.get(approved_go_live_at__isnull=False))
    publish_what_is_due()
    publish_what_is_due()
    assert is_live(people.draft)
    assert history(people.draft, "wagtail.publish.scheduled") == [people.above]


def the_moment_comes(revision: Revision) -> None:
    revision.approved_go_live_at = timezone.now() - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()


def test_a_time_that_has_passed_is_refused_in_words(people: Cast) -> None:
    task = handed_in(people.draft, people.editor)
    sent = {"go_live_at": "2020-01-01 08:00"}
    ajax = {"x-requested-with": "XMLHttpRequest"}
    answer = signed_in(people.above).post(action(task, people.draft), sent, headers=ajax)
    assert "这个时间已经过了" in answer.json()["html"]
    assert not is_live(people.draft)


def test_what_ends_is_taken_back_by_the_worker(people: Cast) -> None:
    page = LessonPageFactory(parent=people.course, expire_at=timezone.now() - timedelta(minutes=1))
    publish_what_is_due()
    assert not is_live(page)
    assert len(history(page, "wagtail.unpublish.scheduled")) == 1


def test_of_two_who_approve_one_does(people: Cast) -> None:
    """The second still has the page on the screen from before."""
    task = handed_in(people.draft, people.editor)
    decide = partial(task.task.specific.on_action, user=people.above, action_name="approve")
    decide(TaskState.objects.get(pk=task.pk))
    with pytest.raises(PermissionDenied):
        decide(task)
    assert history(people.draft, "wagtail.publish") == [people.above]


def test_who_approves_in_the_editor_what_was_approved_meanwhile_is_told(people: Cast) -> None:
    task = handed_in(people.draft, people.editor)
    client = signed_in(people.above)
    client.post(action(task, people.draft))
    sent = {"action-workflow-action": "true", "workflow-action-name": "approve", **form("改了题目")}
    said = client.post(reverse("wagtailadmin_pages:edit", args=[people.draft.pk]), sent, follow=True).text
    assert "您的修改存成了草稿" in said
    page = LessonPage.objects.get(pk=people.draft.pk)
    assert (page.title, page.draft_title, page.has_unpublished_changes) == ("第二课", "改了题目", True)


def test_a_programme_without_a_workflow_is_left_to_the_tree(people: Cast) -> None:
    programme = people.course.programme
    programme.workflow = None
    programme.save()
    page = LessonPage.objects.get(pk=people.draft.pk)
    assert page.get_workflow() == Workflow.objects.get(name="Moderators approval")
