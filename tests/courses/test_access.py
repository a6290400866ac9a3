"""Who may open a lesson, and who may watch its video."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from wagtail.models import GroupPagePermission, Page, PageViewRestriction

from college.courses.access import is_open, may_watch
from college.courses.models import CoursePage, LessonPage
from college.people.models import StaffKind, User
from media.models import Video
from tests.factories import CoursePageFactory, LessonPageFactory, MembershipFactory, UserFactory, the_district

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
STRANGER = AnonymousUser()


@pytest.fixture
def video() -> Video:
    video: Video = Video.objects.create(title="写名字", state=Video.State.READY, duration=60)
    return video


def lesson_of(access: str, video: Video, **fields: object) -> LessonPage:
    lesson: LessonPage = LessonPageFactory(parent=CoursePageFactory(access=access), video=video, **fields)
    return lesson


def opens(user: User | AnonymousUser, lesson: LessonPage) -> bool:
    """Asked afresh, as for a new request; page and video must agree."""
    lesson = LessonPage.objects.get(pk=lesson.pk)
    page, video = is_open(user, lesson), may_watch(user, lesson.video)
    assert page is video
    return page


def editor_of(page: Page) -> User:
    group = Group.objects.create(name="teachers")
    GroupPagePermission.objects.create(group=group, page=page, permission_type="change")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    editor: User = MembershipFactory(organisation=the_district(), kind=StaffKind.COMMUNITY_WORKER).user
    editor.groups.add(group)
    return editor


def test_a_public_course_is_open_to_everybody(video: Video) -> None:
    lesson = lesson_of(CoursePage.Access.PUBLIC, video)
    assert opens(STRANGER, lesson)
    assert opens(UserFactory(), lesson)


def test_a_members_course_is_open_to_who_is_signed_in(video: Video) -> None:
    lesson = lesson_of(CoursePage.Access.MEMBERS, video)
    assert not opens(STRANGER, lesson)
    assert opens(UserFactory(), lesson)


def test_a_draft_is_open_to_its_editors_only(video: Video) -> None:
    lesson = lesson_of(CoursePage.Access.PUBLIC, video, live=False)
    assert not opens(STRANGER, lesson)
    assert not opens(UserFactory(), lesson)
    assert opens(editor_of(lesson.get_parent()), lesson)


def test_a_lesson_below_an_unpublished_course_is_closed(video: Video) -> None:
    lesson = lesson_of(CoursePage.Access.PUBLIC, video)
    CoursePage.objects.update(live=False)
    assert not opens(UserFactory(), lesson)


def test_a_course_kept_for_a_group_is_open_to_that_group_only(video: Video) -> None:
    lesson = lesson_of(CoursePage.Access.PUBLIC, video)
    group = Group.objects.create(name="骨干")
    restriction = PageViewRestriction.objects.create(page=lesson.get_parent(), restriction_type="groups")
    restriction.groups.add(group)
    member = UserFactory()
    member.groups.add(group)
    assert opens(member, lesson)
    assert not opens(STRANGER, lesson)
    assert not opens(UserFactory(), lesson)


def test_a_course_kept_for_members_by_its_privacy_setting_is_closed_to_strangers(video: Video) -> None:
    lesson = lesson_of(CoursePage.Access.PUBLIC, video)
    PageViewRestriction.objects.create(page=lesson.get_parent(), restriction_type="login")
    assert not opens(STRANGER, lesson)
    assert opens(UserFactory(), lesson)


def test_a_restriction_elsewhere_in_the_tree_closes_nothing(video: Video) -> None:
    lesson = lesson_of(CoursePage.Access.PUBLIC, video)
    PageViewRestriction.objects.create(page=CoursePageFactory(), restriction_type="login")
    assert opens(STRANGER, lesson)


def test_a_video_shown_by_two_lessons_is_watched_by_whoever_may_open_one(video: Video) -> None:
    lesson_of(CoursePage.Access.MEMBERS, video)
    assert not may_watch(STRANGER, video)
    lesson_of(CoursePage.Access.PUBLIC, video)
    assert may_watch(STRANGER, video)


def test_a_video_that_no_lesson_shows_is_watched_by_nobody(video: Video) -> None:
    assert not may_watch(UserFactory(), video)


def test_asking_costs_as_many_queries_for_many_lessons_as_for_one(
    video: Video, django_assert_max_num_queries: object
) -> None:
    for _ in range(5):
        lesson_of(CoursePage.Access.PUBLIC, video, live=False)
    lesson_of(CoursePage.Access.PUBLIC, video)
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        assert may_watch(STRANGER, video)


def test_a_stranger_at_a_members_lesson_is_asked_to_sign_in_and_comes_back(client: Client, video: Video) -> None:
    lesson = lesson_of(CoursePage.Access.MEMBERS, video)
    answer = client.get(lesson.url)
    assert answer.status_code == 302
    assert answer["Location"] == f"/accounts/login/?next={lesson.url}"


def test_a_learner_at_a_lesson_of_an_unpublished_course_finds_nothing(client: Client, video: Video) -> None:
    lesson = lesson_of(CoursePage.Access.MEMBERS, video)
    CoursePage.objects.update(live=False)
    client.force_login(UserFactory())
    assert client.get(lesson.url).status_code == 404


@pytest.mark.parametrize("count", [1, 8])
def test_a_learner_is_asked_once_about_drafts_however_many_there_are(
    video: Video, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    course = CoursePageFactory()
    for _ in range(count):
        LessonPageFactory(parent=course, video=video, live=False)
    learner = UserFactory()
    with django_assert_num_queries(6):
        assert not may_watch(learner, video)
