"""A video in a collection that is open to some people only, on a lesson that is open to all."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction, Site

from college.courses.models import CoursePage, LessonPage
from tests.factories import CoursePageFactory, LessonPageFactory, UserFactory
from tests.media.factories import CueFactory, TranscriptFactory

SAID = "名字里的第一个字叫做姓"


@pytest.fixture
def group() -> Group:
    return Group.objects.create(name="党支部")


@pytest.fixture
def lesson(site: Site, group: Group) -> LessonPage:
    restricted = Collection.get_first_root_node().add_child(name="党支部")
    restriction = CollectionViewRestriction.objects.create(collection=restricted, restriction_type="groups")
    restriction.groups.add(group)
    transcript = TranscriptFactory(state="done", video__collection=restricted.add_child(name="第一季"))
    CueFactory(transcript=transcript, text=SAID)
    course = CoursePageFactory(access=CoursePage.Access.PUBLIC)
    return LessonPageFactory(parent=course, video=transcript.video)


def test_a_stranger_reads_and_finds_nothing_of_what_is_said_in_it(client: Client, lesson: LessonPage) -> None:
    page = client.get(lesson.url).content.decode()
    assert SAID not in page
    assert "这个视频只对一部分人开放" in page
    assert f"/videos/{lesson.video_id}/" not in page
    assert lesson.transcript_text() == ""
    assert SAID not in client.get("/search/", {"q": "名字"}).content.decode()


def test_a_member_of_the_group_watches_and_reads(client: Client, lesson: LessonPage, group: Group) -> None:
    member = UserFactory()
    member.groups.add(group)
    client.force_login(member)
    page = client.get(lesson.url).content.decode()
    assert SAID in page
    assert f"/videos/{lesson.video_id}/" in page


def test_whoever_opens_it_first_changes_nothing_for_the_next(lesson: LessonPage, group: Group) -> None:
    member, stranger = Client(), Client()
    user = UserFactory()
    user.groups.add(group)
    member.force_login(user)
    pages = [(reader, reader.get(lesson.url).content.decode()) for reader in (member, stranger, member, stranger)]
    assert [SAID in page for _reader, page in pages] == [True, False, True, False]
