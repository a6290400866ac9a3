"""The board of a course, as its editors use it."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from college.courses.models import CoursePage, LessonPage
from college.progress.models import Enrolment, LessonProgress
from college.quizzes.models import Quiz, Topic
from college.quizzes.models.quiz import QuizDraw
from media.models import Video
from tests.courses.board.cast import a_course, an_editor, lesson, many_lessons, signed_in, titles_of
from tests.factories import CoursePageFactory, LessonPageFactory, UserFactory
from tests.media.factories import ChunkFactory, CueFactory, TranscriptFactory, VideoFactory
from tests.pages import queries

pytestmark = [pytest.mark.django_db, pytest.mark.on_postgres, pytest.mark.usefixtures("site")]
HTMX = {"hx-request": "true"}


def board(course: CoursePage, name: str = "board") -> str:
    return reverse(f"boards:{name}", args=[course.pk])


@pytest.fixture
def publisher() -> Client:
    return signed_in(an_editor("Editors", "Moderators"))


@pytest.fixture
def editor() -> Client:
    """May not publish."""
    return signed_in(an_editor())


def test_a_learner_has_no_board(client: Client) -> None:
    client.force_login(UserFactory())
    assert client.get(board(a_course("点"))).status_code == 302


def test_who_may_not_edit_a_course_has_no_board_of_it_and_changes_nothing(publisher: Client) -> None:
    course = a_course("点", "横")
    stranger = an_editor()
    stranger.groups.get().page_permissions.all().delete()
    client = signed_in(stranger)
    assert client.get(board(course)).status_code == 404
    for name in ("place", "add", "duplicate_lesson", "duplicate"):
        assert client.post(board(course, name), {"titles": "竖"}).status_code == 404
    assert titles_of(course) == ["点", "横"]


def test_the_board_tells_the_state_of_each_lesson(publisher: Client) -> None:
    course = CoursePageFactory(title="写名字")
    half = TranscriptFactory(video__duration=300)
    ChunkFactory(transcript=half, start=0, end=300, done_until=165, state="running")
    LessonPageFactory(parent=course, title="在转写", video=half.video)
    unsure = CueFactory(confidence=0.4).transcript
    CueFactory(transcript=unsure, confidence=0.4, is_corrected=True)
    LessonPageFactory(parent=course, title="没把握", video=unsure.video, quiz=Quiz.objects.create(title="空的"))
    broken = VideoFactory(state=Video.State.FAILED, error="这个文件不是视频，打不开。")
    LessonPageFactory(parent=course, title="坏了", video=broken, live=False)
    page = publisher.get(board(course)).text
    for words in ("正在转写", "55 %", "5:00", "字幕有 1 行没把握", "测验里还没有题目", "这个文件不是视频", "草稿"):
        assert words in page


def test_a_lesson_that_was_sent_back_says_what_the_reviewer_wrote(publisher: Client) -> None:
    course = a_course("点")
    page = lesson(course, "点")
    page.save_revision()
    author = an_editor()
    state = page.get_workflow().start(page, author)
    state.current_task_state.reject(user=author, comment="请换一张清楚的图。")
    said = publisher.get(board(course)).text
    assert "退回修改" in said
    assert "请换一张清楚的图。" in said


def test_the_board_says_why_learners_cannot_complete_the_course(publisher: Client) -> None:
    course = a_course("点", minimum_hours=3)
    assert "要求至少学满 3 小时" in publisher.get(board(course)).text
    CoursePage.objects.update(live=False)
    assert "要求至少学满 3 小时" not in publisher.get(board(course)).text


def test_an_editor_moves_a_lesson_up_and_is_told_its_number(publisher: Client) -> None:
    course = a_course("点", "横", "竖")
    sent = {"lesson": lesson(course, "竖").pk, "before": lesson(course, "横").pk}
    assert "“竖”现在是第 2 课。" in publisher.post(board(course, "place"), sent, follow=True).text
    assert titles_of(course) == ["点", "竖", "横"]
    assert not any(Page.find_problems())


def test_with_a_script_the_board_alone_comes_back_and_the_sentence_is_announced(publisher: Client) -> None:
    course = a_course("点", "横")
    answer = publisher.post(board(course, "place"), {"lesson": lesson(course, "点").pk, "before": ""}, headers=HTMX)
    assert "<html" not in answer.text
    assert 'hx-swap-oob="innerHTML"' in answer.text
    assert "“点”现在是第 2 课。" in answer.text
    assert titles_of(course) == ["横", "点"]


def test_who_moves_a_lesson_before_one_that_has_gone_is_told_to_look_again(publisher: Client) -> None:
    course = a_course("点", "横")
    gone = lesson(course, "横")
    gone.delete()
    answer = publisher.post(board(course, "place"), {"lesson": lesson(course, "点").pk, "before": gone.pk}, follow=True)
    assert "课时刚才有人动过，次序没有改" in answer.text


def test_the_order_of_a_published_course_is_for_those_who_may_publish(editor: Client) -> None:
    published, drafted = a_course("点", "横"), a_course("撇", "捺", live=False)
    for course, first, last in ((published, "点", "横"), (drafted, "捺", "撇")):
        sent = {"lesson": lesson(course, titles_of(course)[1]).pk, "before": lesson(course, titles_of(course)[0]).pk}
        answer = editor.post(board(course, "place"), sent)
        assert (answer.status_code, titles_of(course)) == (302, [first, last])
    assert "上移" not in editor.get(board(published)).text


def test_lessons_are_added_a_line_each_as_drafts_of_whoever_adds_them() -> None:
    course, user = a_course("点"), an_editor()
    answer = signed_in(user).post(board(course, "add"), {"titles": "横\r\n\r\n  竖  \n横"}, follow=True)
    assert "加了 3 课" in answer.text
    assert titles_of(course) == ["点", "横", "竖", "横"]
    added = LessonPage.objects.child_of(course).filter(live=False)
    assert {page.owner for page in added} == {user}
    assert len({page.slug for page in added}) == 3
    assert all(page.latest_revision for page in added)


def test_a_title_of_which_no_address_can_be_made_is_a_title_too(editor: Client) -> None:
    course = a_course("点")
    editor.post(board(course, "add"), {"titles": "……\n————"})
    assert titles_of(course) == ["点", "……", "————"]
    assert [page.slug for page in LessonPage.objects.child_of(course)[1:]] == ["lesson", "lesson-1"]


@pytest.mark.parametrize(
    ("typed", "said"), [(" \n ", "请一行写一个"), ("字\n" * 51, "一次最多加 50 课"), ("字" * 101, "最多 100 个字")]
)
def test_what_cannot_be_added_is_refused_in_words_and_nothing_is_added(editor: Client, typed: str, said: str) -> None:
    course = a_course("点")
    page = editor.post(board(course, "add"), {"titles": typed}, follow=True).text
    assert said in page
    assert typed.strip() in page  # nobody types fifty lines twice
    assert titles_of(course) == ["点"]


def test_a_copy_of_a_lesson_stands_behind_it_and_is_a_draft(editor: Client) -> None:
    course = a_course("点", "横", live=False)
    original = lesson(course, "点")
    LessonPage.objects.filter(pk=original.pk).update(introduction="从一点开始。")
    editor.post(board(course, "duplicate_lesson"), {"lesson": original.pk})
    assert titles_of(course) == ["点", "点（副本）", "横"]
    copy = lesson(course, "点（副本）")
    assert (copy.live, copy.introduction) == (False, "从一点开始。")


def test_a_copy_has_the_name_of_the_draft(editor: Client) -> None:
    course = a_course("点")
    page = lesson(course, "点")
    page.title = "一点"
    page.save_revision()
    editor.post(board(course, "duplicate_lesson"), {"lesson": page.pk})
    assert [each.draft_title for each in LessonPage.objects.child_of(course)] == ["一点", "一点（副本）"]


def test_a_copy_of_a_course_has_its_lessons_as_drafts_and_none_of_its_learners(editor: Client) -> None:
    course = a_course("点", "横", title="写名字")
    Enrolment.objects.create(learner=UserFactory(), course=course)
    answer = editor.post(board(course, "duplicate"), follow=True)
    copy = CoursePage.objects.get(title="写名字（副本）")
    assert answer.redirect_chain[-1][0] == board(copy)
    assert titles_of(copy) == ["点", "横"]
    assert not copy.live
    assert not LessonPage.objects.child_of(copy).live().exists()
    assert not copy.enrolments.exists()


SPRING = datetime(2026, 3, 1, tzinfo=UTC)
DATED = dict.fromkeys(("available_from", "available_until", "go_live_at", "expire_at"), SPRING)


def dates_of(page: Page) -> list[object]:
    """As saved and in the draft."""
    saved = type(page).objects.get(pk=page.pk)
    return [
        getattr(each, name) for each in (saved, saved.get_latest_revision_as_object()) for name in (*DATED, "expired")
    ]


@pytest.mark.parametrize("has_draft", [True, False])
def test_a_copy_of_a_course_is_for_another_term_and_has_no_dates(editor: Client, has_draft: bool) -> None:
    course = a_course("点", title="写名字")
    original = lesson(course, "点")
    for page in (course, original):
        type(page).objects.filter(pk=page.pk).update(**DATED, expired=True)
        if has_draft:
            type(page).objects.get(pk=page.pk).save_revision()
    assert "开放、截止的日期没有带过来" in editor.post(board(course, "duplicate"), follow=True).text
    copy = CoursePage.objects.get(draft_title="写名字（副本）")
    for page in (copy, lesson(copy, "点")):
        assert not any(dates_of(page))
    assert dates_of(original)[0] == SPRING


def test_so_has_a_copy_that_was_made_in_the_tree_of_pages(publisher: Client) -> None:
    course = a_course("点", title="写名字")
    CoursePage.objects.filter(pk=course.pk).update(**DATED)
    LessonPage.objects.child_of(course).update(**DATED)
    sent = {"new_title": "秋季", "new_slug": "autumn", "new_parent_page": course.get_parent().pk, "copy_subpages": "on"}
    publisher.post(reverse("wagtailadmin_pages:copy", args=[course.pk]), sent)
    copy = CoursePage.objects.get(slug="autumn")
    for page in (copy, lesson(copy, "点")):
        assert not any(dates_of(page))


def test_who_copies_a_lesson_with_dates_is_told_that_the_copy_has_none(publisher: Client) -> None:
    course, there = a_course("点", "横"), a_course()
    page = lesson(course, "点")
    page.available_from = SPRING
    page.save_revision()
    said = publisher.post(board(course, "duplicate_lesson"), {"lesson": page.pk}, follow=True).text
    assert "“点（副本）”加好了，是草稿，还没有日期。" in said
    assert not any(dates_of(lesson(course, "点（副本）")))
    assert "是草稿，还没有日期。" in move(publisher, page, there, how="copy")
    assert not any(dates_of(lesson(there, "点")))
    assert "还没有日期" not in move(publisher, lesson(course, "横"), there, how="copy")


def move(client: Client, page: LessonPage, to: CoursePage, how: str = "move") -> str:
    url = reverse("boards:move", args=[page.get_parent().pk, page.pk])
    return client.post(url, {"to": to.pk, "how": how}, follow=True).text


def test_a_lesson_goes_to_another_course_even_where_its_address_is_taken(publisher: Client) -> None:
    here, there = a_course("点"), a_course("点")
    for course in (here, there):
        LessonPage.objects.child_of(course).update(slug="one")
    page = lesson(here, "点")
    page.save_revision()
    page.title = "一点"
    page.save_revision()
    LessonPageFactory(parent=here, title="横", slug="one-1")
    assert "移到了" in move(publisher, LessonPage.objects.get(pk=page.pk), there)
    assert titles_of(here) == ["横"]
    moved = LessonPage.objects.get(pk=page.pk)
    assert (moved.slug, moved.live, moved.url_path.split("/")[-3]) == ("one-1", True, there.slug)
    assert moved.get_latest_revision_as_object().title == "一点"
    assert moved.get_latest_revision_as_object().slug == "one-1"


def learned(page: LessonPage) -> LessonProgress:
    enrolment = Enrolment.objects.create(learner=UserFactory(), course=page.course)
    return LessonProgress.objects.create(
        enrolment=enrolment, lesson=page, completed_at=timezone.now(), lesson_title="点"
    )


def test_a_lesson_that_somebody_learned_in_stays_and_may_be_copied(publisher: Client) -> None:
    here, there = a_course("点"), a_course("横")
    page = lesson(here, "点")
    progress = learned(page)
    form = publisher.get(reverse("boards:move", args=[here.pk, page.pk])).text
    assert "已经有人学过，学习记录留在这门课里" in form
    assert 'value="move"' not in form
    assert "已经有人学过" in move(publisher, page, there)
    assert (titles_of(here), titles_of(there)) == (["点"], ["横"])
    move(publisher, page, there, how="copy")
    assert titles_of(there) == ["横", "点"]
    progress.refresh_from_db()
    assert progress.lesson.course == here


def test_nor_does_it_leave_by_the_ways_every_page_has(publisher: Client) -> None:
    here, there = a_course("点"), a_course("横")
    page = lesson(here, "点")
    learned(page)
    answer = publisher.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, there.pk]), follow=True)
    assert "已经有人学过" in answer.text
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    publisher.post(f"{bulk}?id={page.pk}&next=/admin/", {"chooser": there.pk})
    assert (titles_of(here), titles_of(there)) == (["点"], ["横"])


def test_a_published_lesson_is_moved_by_those_who_may_publish(editor: Client) -> None:
    here, there = a_course("点"), a_course("横")
    page = lesson(here, "点")
    form = editor.get(reverse("boards:move", args=[here.pk, page.pk])).text
    assert "要有发布的权限" in form
    assert 'value="move"' not in form
    assert "要有发布的权限" in move(editor, page, there)
    assert titles_of(here) == ["点"]


def test_a_lesson_goes_only_where_one_may_add_lessons(publisher: Client) -> None:
    here, there = a_course("点"), a_course("横")
    user = an_editor()
    group = user.groups.get()
    group.page_permissions.all().delete()
    for codename in ("add_page", "change_page", "publish_page"):
        permission = Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")
        group.page_permissions.create(page=here, permission=permission)
    assert "请先选一门课程" in move(signed_in(user), lesson(here, "点"), there)
    assert titles_of(here) == ["点"]


def test_the_board_is_reached_from_the_course_the_lesson_the_tree_and_the_list_of_courses(publisher: Client) -> None:
    course = a_course("点")
    ways = [
        reverse("wagtailadmin_pages:edit", args=[course.pk]),
        reverse("wagtailadmin_pages:edit", args=[lesson(course, "点").pk]),
        reverse("wagtailadmin_explore", args=[course.pk]),
        reverse("wagtailadmin_explore", args=[course.get_parent().pk]),
        reverse("courses:index"),
    ]
    for way in ways:
        assert board(course) in publisher.get(way).text


def test_nothing_changes_by_a_get(publisher: Client) -> None:
    course = a_course("点", "横")
    for name in ("place", "add", "duplicate_lesson", "duplicate"):
        assert publisher.get(board(course, name)).status_code == 405


@pytest.mark.parametrize("count", [10, 200])
def test_a_board_of_two_hundred_lessons_costs_what_one_of_ten_does(publisher: Client, count: int) -> None:
    course, quiz = CoursePageFactory(), Quiz.objects.create(title="笔画")
    QuizDraw.objects.create(quiz=quiz, topic=Topic.objects.create(name="笔画"))
    many_lessons(course, count, an_editor(), quiz)
    assert queries(publisher, board(course)) == 33
    assert publisher.get(board(course)).text.count("把“课时") == 2 * count
