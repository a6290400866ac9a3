"""A course goes out at once: published by who may, handed in for review by who may not."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, WorkflowState

from college.courses.drafts import add_draft
from college.courses.models import CoursePage, LessonPage
from college.people.models import User
from tests.courses.board.cast import a_course, an_editor, lesson, many_lessons, signed_in
from tests.pages import queries, read

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("site")]


@pytest.fixture
def publisher() -> User:
    return an_editor("Editors", "Moderators")


@pytest.fixture
def course(publisher: User) -> CoursePage:
    """Not published, with two drafts and a lesson that is published already."""
    found = a_course("已经发布", live=False)
    for title in ("点", "横"):
        add_draft(course=CoursePage.objects.get(pk=found.pk), lesson=LessonPage(title=title), user=publisher)
    return CoursePage.objects.get(pk=found.pk)


def page(course: CoursePage) -> str:
    return reverse("boards:publish", args=[course.pk])


def keys(course: CoursePage, *titles: str) -> list[int]:
    return [lesson(course, title).pk for title in titles]


def ticked(client: Client, course: CoursePage) -> list[str]:
    """What can go, by its key."""
    boxes = [tag.attributes for tag in read(client.get(page(course)).content).all("input")]
    return [str(box["value"]) for box in boxes if box.get("name") == "page" and "disabled" not in box]


def live(course: CoursePage) -> list[str]:
    found = LessonPage.objects.child_of(course).live().order_by("path")
    return list(found.values_list("title", flat=True))


def test_the_board_leads_to_a_page_with_all_that_is_not_published(publisher: User, course: CoursePage) -> None:
    client = signed_in(publisher)
    assert f'href="{page(course)}"' in client.get(reverse("boards:board", args=[course.pk])).text
    said = client.get(page(course)).text
    assert said.count('name="page"') == 3
    assert "已经发布" not in said.split('<form class="board')[1].split("</form>")[0]


def test_a_teacher_who_may_publish_sends_the_whole_course_out_in_one_go(publisher: User, course: CoursePage) -> None:
    sent = {"page": [course.pk, *keys(course, "点", "横")]}
    said = signed_in(publisher).post(page(course), sent, follow=True).text
    assert "发布了 3 页。" in said
    assert live(course) == ["已经发布", "点", "横"]
    assert CoursePage.objects.get(pk=course.pk).live
    assert set(PageLogEntry.objects.filter(action="wagtail.publish").values_list("user", flat=True)) == {publisher.pk}


def test_what_is_not_ticked_stays_a_draft(publisher: User, course: CoursePage) -> None:
    signed_in(publisher).post(page(course), {"page": keys(course, "横")})
    assert live(course) == ["已经发布", "横"]
    assert not CoursePage.objects.get(pk=course.pk).live


def test_without_a_tick_nothing_happens_and_one_sentence_says_so(publisher: User, course: CoursePage) -> None:
    assert "还没有勾选" in signed_in(publisher).post(page(course), follow=True).text
    assert live(course) == ["已经发布"]


def test_what_learners_would_stumble_over_stands_beside_each(publisher: User, course: CoursePage) -> None:
    draft = lesson(course, "点").get_latest_revision_as_object()
    draft.reading_minutes = 30
    draft.save_revision(user=publisher)
    said = signed_in(publisher).get(page(course)).text
    assert "这一课要 30 分钟，一次学不完" in said


def test_who_may_not_publish_hands_it_in_and_what_waits_is_not_handed_in_again(course: CoursePage) -> None:
    client = signed_in(an_editor())
    sent = {"page": [course.pk, *keys(course, "点")]}
    assert "2 页交给了审核人。" in client.post(page(course), sent, follow=True).text
    assert live(course) == ["已经发布"]
    assert WorkflowState.objects.active().count() == 2
    assert ticked(client, course) == [str(key) for key in keys(course, "横")]
    client.post(page(course), sent)
    assert WorkflowState.objects.active().count() == 2


def test_what_was_sent_back_is_handed_in_again(course: CoursePage) -> None:
    client = signed_in(an_editor())
    sent = {"page": keys(course, "点")}
    client.post(page(course), sent)
    reviewer = an_editor("Editors", "Moderators")
    WorkflowState.objects.get().current_task_state.specific.reject(user=reviewer, comment="请换一张图。")
    assert "1 页交给了审核人。" in client.post(page(course), sent, follow=True).text
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS


def test_what_another_has_locked_cannot_be_ticked_and_is_not_published_by_a_stale_page(
    publisher: User, course: CoursePage
) -> None:
    other = an_editor("Editors", "Moderators")
    LessonPage.objects.filter(pk__in=keys(course, "点")).update(locked=True, locked_by=other, locked_at=timezone.now())
    client = signed_in(publisher)
    assert ticked(client, course) == [str(course.pk), *map(str, keys(course, "横"))]
    assert "“点”没有发布：别人锁住了它" in client.post(page(course), {"page": keys(course, "点")}, follow=True).text
    assert live(course) == ["已经发布"]
    assert "发布了 1 页。" in signed_in(other).post(page(course), {"page": keys(course, "点")}, follow=True).text


def test_what_waits_for_its_time_is_not_sent_out_again(publisher: User, course: CoursePage) -> None:
    later = lesson(course, "点").get_latest_revision_as_object()
    later.go_live_at = timezone.now() + timedelta(days=2)
    later.save_revision(user=publisher)
    client = signed_in(publisher)
    for said in ("1 页到定好的时间发布。", "已经定好时间发布。"):
        assert said in client.post(page(course), {"page": keys(course, "点")}, follow=True).text
    assert ticked(client, course) == [str(course.pk), *map(str, keys(course, "横"))]


def test_one_that_cannot_be_published_keeps_no_other_back(publisher: User, course: CoursePage) -> None:
    broken = lesson(course, "点").get_latest_revision_as_object()
    broken.required_share = 400
    broken.save_revision(user=publisher, clean=False)
    sent = {"page": keys(course, "点", "横")}
    said = signed_in(publisher).post(page(course), sent, follow=True).text
    assert "“点”没有发布" in said
    assert live(course) == ["已经发布", "横"]


def test_one_with_a_time_goes_out_when_that_has_come(publisher: User, course: CoursePage) -> None:
    later = lesson(course, "点").get_latest_revision_as_object()
    later.go_live_at = timezone.now() + timedelta(days=2)
    later.save_revision(user=publisher)
    said = signed_in(publisher).post(page(course), {"page": keys(course, "点")}, follow=True).text
    assert "1 页到定好的时间发布。" in said
    assert live(course) == ["已经发布"]


def test_a_lesson_of_another_course_is_not_published_from_here(publisher: User, course: CoursePage) -> None:
    other = a_course("别处")
    LessonPage.objects.child_of(other).update(live=False)
    signed_in(publisher).post(page(course), {"page": keys(other, "别处")})
    assert live(other) == []


def test_strangers_find_no_such_page(course: CoursePage, client: Client) -> None:
    stranger = an_editor()
    stranger.groups.get().page_permissions.all().delete()
    assert signed_in(stranger).get(page(course)).status_code == 404
    assert signed_in(stranger).post(page(course), {"page": [course.pk]}).status_code == 404
    assert client.post(page(course), {"page": [course.pk]}).status_code == 302
    assert not CoursePage.objects.get(pk=course.pk).live


def test_the_page_asks_as_much_of_the_database_for_ten_lessons_as_for_a_hundred(publisher: User) -> None:
    client = signed_in(publisher)

    def cost(lessons: int) -> int:
        course = a_course(live=False)
        many_lessons(course, lessons, publisher)
        client.get(page(course))
        return queries(client, page(course))

    assert cost(10) == cost(100)
