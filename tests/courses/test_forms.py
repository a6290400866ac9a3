"""Which videos an editor may put into a lesson."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, GroupCollectionPermission
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from college.courses.forms import LessonForm
from college.courses.models import LessonPage
from college.people.models import User
from media.models import Video
from tests.factories import LessonPageFactory, UserFactory
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
