"""Which videos an editor may put into a lesson, and which rules a course and a lesson may have."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from college.courses.forms import CourseForm, LessonForm
from college.courses.models import CoursePage, LessonPage
from college.people.models import User
from college.quizzes.models import Quiz
from media.models import Video
from tests.factories import CoursePageFactory, LessonPageFactory, UserFactory
from tests.media.factories import VideoFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def own() -> Collection:
    collection: Collection = Collection.get_first_root_node().add_child(name="第三社区")
    return collection


@pytest.fixture
def teacher(own: Collection) -> User:
    """May choose from one collection."""
    group = Group.objects.create(name="第三社区老师")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    permission = Permission.objects.get(codename="choose_video")
    GroupCollectionPermission.objects.create(group=group, collection=own, permission=permission)
    teacher: User = UserFactory()
    teacher.groups.add(group)
    return teacher


def form(user: User, lesson: LessonPage, video: Video) -> LessonForm:
    form_class = LessonPage.get_edit_handler().get_form_class()
    said = nested_form_data({"video": video.pk, "body": streamfield([]), "comments": inline_formset([])})
    return form_class(said, instance=lesson, for_user=user, parent_page=lesson.get_parent())


def test_a_teacher_shows_only_videos_that_she_may_choose(teacher: User, own: Collection) -> None:
    private, offered = VideoFactory(), VideoFactory(collection=own)
    lesson = LessonPageFactory()
    assert form(teacher, lesson, private).errors["video"]
    assert "video" not in form(teacher, lesson, offered).errors


def test_a_teacher_who_corrects_a_lesson_leaves_its_video_as_it_is(teacher: User) -> None:
    private = VideoFactory()
    assert "video" not in form(teacher, LessonPageFactory(video=private), private).errors


def test_a_teacher_learns_nothing_of_other_videos_from_the_chooser(
    client: Client, teacher: User, own: Collection
) -> None:
    private, offered = VideoFactory(), VideoFactory(collection=own)
    client.force_login(teacher)
    assert client.get(reverse("video_chooser:chosen", args=[private.pk])).status_code == 404
    chosen = client.get(reverse("video_chooser:chosen", args=[offered.pk])).json()["result"]
    assert chosen["title"] == offered.title
    several = client.get(reverse("video_chooser:chosen_multiple"), {"id": [private.pk, offered.pk]}).json()["result"]
    assert [each["title"] for each in several] == [offered.title]


def course_form(course: CoursePage, **said: object) -> CourseForm:
    """What an editor sends of a course, with these answers about its rule."""
    form_class = CoursePage.get_edit_handler().get_form_class()
    fields = {"title": course.title, "slug": course.slug, "summary": course.summary, "hours": "0", "access": "members"}
    fields |= {"programme": course.programme_id, "provider": course.provider_id, "completion_rule": "all"}
    fields |= {"outcomes": streamfield([]), "description": "null", "comments": inline_formset([]), **said}
    return form_class(nested_form_data(fields), instance=course, for_user=UserFactory(is_superuser=True))


def test_an_end_before_the_beginning_is_refused_in_a_sentence() -> None:
    said = {"available_from": "2026-12-02 09:00", "available_until": "2026-12-01 09:00"}
    found = course_form(CoursePageFactory(), **said)
    assert found.errors == {"available_until": ["结束的时间要比开始的时间晚。"]}


def test_more_hours_than_the_course_has_are_refused_in_a_sentence() -> None:
    course = CoursePageFactory()
    LessonPageFactory(parent=course, reading_minutes=90)
    assert not course_form(course, minimum_hours="1.5").errors
    assert course_form(course, minimum_hours="2").errors == {
        "minimum_hours": ["这门课现在一共只有 1.5 小时的内容，要求 2 小时，就谁也学不完。"]
    }


def test_an_editor_who_leaves_the_hours_empty_asks_for_none() -> None:
    found = course_form(CoursePageFactory(), minimum_hours="")
    assert not found.errors
    assert found.cleaned_data["minimum_hours"] == 0


def test_an_editor_reads_the_rule_as_it_stands_on_the_form(client: Client) -> None:
    client.force_login(UserFactory(is_superuser=True))
    course = CoursePageFactory(is_in_order=True)
    lesson = LessonPageFactory(parent=course, quiz=Quiz.objects.create(title="小测验", pass_mark=80))
    for page, words in ((course, "学完全部 1 课，按次序一课一课学"), (lesson, "测验得 80 分以上")):
        html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
        assert f"<output data-rule-said>{words}</output>" in html
