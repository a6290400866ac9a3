"""A lesson's quiz written on one page."""

import pytest
from django.test import Client
from django.urls import reverse

from college.courses.board.questions import add_quiz
from college.courses.models import CoursePage, LessonPage
from college.quizzes.models import Question, Quiz
from college.quizzes.writing import parse
from tests.courses.board.cast import a_course, an_editor, lesson, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
TYPED = "能充电吗？\n不能 √\n能\n\n能堆纸箱吗？\n不能 √\n能"


def page(course: CoursePage, title: str = "楼道") -> str:
    return reverse("boards:questions", args=[course.pk, lesson(course, title).pk])


@pytest.fixture
def editor() -> Client:
    return signed_in(an_editor())


@pytest.fixture
def course() -> CoursePage:
    found: CoursePage = a_course("楼道")
    LessonPage.objects.update(live=False)
    return found


def test_from_the_board_a_teacher_writes_the_questions_of_a_draft(editor: Client, course: CoursePage) -> None:
    assert f'href="{page(course)}"' in editor.get(reverse("boards:board", args=[course.pk])).text
    assert editor.get(page(course)).status_code == 200
    said = editor.post(page(course), {"questions": TYPED}, follow=True).text
    assert "出了 2 道题" in said
    assert "测验 2 题" in said
    draft = lesson(course, "楼道").get_latest_revision_as_object()
    assert [row.question.text for row in draft.quiz.chosen.all()] == ["能充电吗？", "能堆纸箱吗？"]
    assert draft.quiz.title == "楼道"


def test_what_is_published_stays_as_it_is_until_it_is_published_again(editor: Client, course: CoursePage) -> None:
    LessonPage.objects.update(live=True)
    editor.post(page(course), {"questions": TYPED})
    assert lesson(course, "楼道").quiz is None
    assert lesson(course, "楼道").has_unpublished_changes


def test_with_a_mistake_nothing_is_kept_and_what_was_typed_is_still_there(editor: Client, course: CoursePage) -> None:
    said = editor.post(page(course), {"questions": "能充电吗？\n不能\n能"}).text
    assert "第 1 行的题：还没有说哪一个选项正确。" in said
    assert "能充电吗？\n不能\n能</textarea>" in said
    assert not Question.objects.exists()


def test_a_second_tap_makes_no_second_quiz(editor: Client, course: CoursePage) -> None:
    address = page(course)
    for _ in range(2):
        editor.post(address, {"questions": TYPED})
    assert Quiz.objects.count() == 1


@pytest.mark.on_postgres
def test_of_two_who_wrote_at_once_the_second_is_told_and_nothing_is_left_over(course: CoursePage) -> None:
    written, row, user = parse(TYPED), lesson(course, "楼道"), an_editor()
    assert add_quiz(lesson=row, questions=written, user=user) == ""
    assert "已经有测验" in add_quiz(lesson=row, questions=written, user=user)
    assert (Quiz.objects.count(), Question.objects.count()) == (1, 2)


def test_while_a_reviewer_looks_at_a_lesson_its_author_writes_no_quiz(editor: Client, course: CoursePage) -> None:
    row = lesson(course, "楼道")
    row.save_revision()
    row.get_workflow().start(row, an_editor())
    assert "正在审" in editor.post(page(course), {"questions": TYPED}, follow=True).text
    assert not Quiz.objects.exists()


def test_who_may_not_keep_questions_or_not_edit_the_lesson_writes_none(course: CoursePage) -> None:
    helper = an_editor()
    helper.groups.get().permissions.filter(codename="add_question").delete()
    assert signed_in(helper).post(page(course), {"questions": TYPED}).status_code == 302
    stranger = an_editor()
    stranger.groups.get().page_permissions.all().delete()
    assert signed_in(stranger).post(page(course), {"questions": TYPED}).status_code == 404
    assert not Quiz.objects.exists()


def test_a_lesson_of_another_course_is_not_found(editor: Client, course: CoursePage) -> None:
    other = a_course("别处")
    address = reverse("boards:questions", args=[course.pk, lesson(other, "别处").pk])
    assert editor.get(address).status_code == 404
