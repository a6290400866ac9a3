"""Who approves sees once, before it is done, what people would come upon: the same list as before publishing."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState

from college.courses.models import LessonPage
from media.models import Video
from tests.courses.board.cast import signed_in
from tests.courses.review.cast import Cast, cast, handed_in
from tests.factories import StandardPageFactory, UserFactory
from tests.media.factories import VideoFactory
from tests.pages import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def people() -> Cast:
    return cast()


def question(task: TaskState, page: LessonPage, name: str = "collect_workflow_action_data") -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=[page.pk, "approve", task.pk])


def asked(client: Client, task: TaskState, page: LessonPage) -> str:
    found: str = client.get(question(task, page)).json()["html"]
    return found


def written(page: LessonPage, video: Video | None) -> LessonPage:
    page.video = video
    page.save_revision()
    return page


def test_a_reviewer_reads_what_is_to_be_mended_before_approving(people: Cast) -> None:
    task = handed_in(written(people.draft, VideoFactory()), people.editor)
    client = signed_in(people.above)
    page = client.get(reverse("wagtailadmin_pages:edit", args=[people.draft.pk])).text
    assert page.count('data-workflow-action-name="approve"') == 1
    assert question(task, people.draft) in page
    modal = asked(client, task, people.draft)
    assert "还没有通过。下面这些，学员会碰到：" in modal
    assert "没有字幕" in modal
    assert "就这样通过" in modal
    assert 'name="go_live_at"' in modal
    client.post(question(task, people.draft, "workflow_action"))
    assert LessonPage.objects.get(pk=people.draft.pk).live


def test_the_list_stays_where_the_answer_is_put_right(people: Cast) -> None:
    task = handed_in(written(people.draft, VideoFactory()), people.editor)
    ajax = {"x-requested-with": "XMLHttpRequest"}
    sent = {"go_live_at": "2020-01-01 08:00"}
    again = signed_in(people.above).post(question(task, people.draft), sent, headers=ajax).json()["html"]
    assert "这个时间已经过了" in again
    assert "没有字幕" in again


def test_with_nothing_to_mend_it_says_so(people: Cast) -> None:
    modal = asked(signed_in(people.above), handed_in(people.draft, people.editor), people.draft)
    assert "没有要改的，可以通过。" in modal
    assert "就这样通过" not in modal


def test_what_is_before_people_already_is_not_told_again(people: Cast) -> None:
    video = VideoFactory()
    LessonPage.objects.filter(pk=people.draft.pk).update(video=video, live=True)
    page = LessonPage.objects.get(pk=people.draft.pk)
    page.title = "第二课，改过"
    task = handed_in(written(page, video), people.editor)
    assert "没有要改的，可以通过。" in asked(signed_in(people.above), task, page)


def test_nobody_reads_it_who_may_not_approve(people: Cast) -> None:
    task = handed_in(written(people.draft, VideoFactory()), people.editor)
    for user in (people.editor, people.beside, people.colleague, UserFactory()):
        answer = signed_in(user).get(question(task, people.draft))
        assert answer.status_code in (302, 403)


def test_of_a_page_that_is_no_course_nothing_is_said(people: Cast) -> None:
    page = StandardPageFactory(parent=people.course.get_parent(), live=False)
    page.save_revision()
    task = people.course.programme.workflow.start(page, people.editor).current_task_state
    modal = asked(signed_in(UserFactory(is_superuser=True)), task, page)
    assert "学员会碰到" not in modal
    assert "没有要改的" not in modal
    assert 'name="go_live_at"' in modal


def test_the_question_costs_little(people: Cast) -> None:
    task = handed_in(written(people.draft, VideoFactory()), people.editor)
    assert queries(signed_in(people.above), question(task, people.draft)) == 21
