"""A course goes from one installation to another, and nothing is lost on the way."""

from typing import Any

import pytest
from modelcluster.models import get_all_child_relations

from college.courses.archive.actions import agree
from college.courses.archive.describing import describe
from college.courses.archive.fields import plain
from college.courses.models import CourseImport, CoursePage, LessonPage
from college.people.models import Organisation, StaffKind, User
from college.quizzes.models import Question, Quiz
from media.models import Cue, Video
from tests.courses.archive.cast import a_full_course, a_worker, brought, content_of, exported, wipe, worked_on
from tests.factories import MembershipFactory, OrganisationFactory, ProgrammeFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def administrator() -> User:
    user: User = UserFactory(is_superuser=True, is_staff=True)
    return user


def agreed(row: CourseImport, provider: Organisation, programme: str = "new") -> CoursePage:
    said = {"provider": str(provider.pk), "programme": programme}
    said["collection"] = str(provider.collection.pk)
    agree(row=row, said=said, user=row.user)
    done = worked_on(row)
    assert (done.state, done.error) == ("done", "")
    assert done.course
    return done.course


def without_what_may_differ(content: dict[str, Any]) -> dict[str, Any]:
    """The provider is chosen anew; a sound is made anew from the one that came."""
    recordings = [recording["file"]["path"] for recording in content["recordings"]]
    return {**content, "provider": "", "recordings": recordings}


def test_a_course_arrives_whole_in_an_empty_installation(administrator: User) -> None:
    before = exported(a_full_course(administrator))
    wipe()
    provider = OrganisationFactory(name="另一家学院")
    course = agreed(brought(before, administrator), provider)
    assert course.provider == provider
    assert not course.live
    assert not LessonPage.objects.live().exists()
    assert without_what_may_differ(content_of(exported(course))) == without_what_may_differ(content_of(before))


def test_it_has_all_that_the_course_had(administrator: User) -> None:
    """So that the comparison above compares something."""
    content = content_of(exported(a_full_course(administrator)))
    counts = {kind: len(rows) for kind, rows in content.items() if isinstance(rows, list)}
    assert counts == {
        "lessons": 2,
        "quizzes": 1,
        "questions": 3,
        "videos": 2,
        "pictures": 1,
        "documents": 1,
        "recordings": 1,
        "packages": 1,
        "glossaries": 2,
    }
    kinds = [block["type"] for block in content["lessons"][1]["body"]]
    assert kinds == ["heading", "text", "picture", "table", "callout", "steps", "document", "characters"]
    assert content["lessons"][1]["body"][1]["value"].count("id=") == 2
    assert len(content["videos"][0]["transcripts"]) == 2


def test_no_field_of_a_course_or_a_lesson_is_forgotten(administrator: User) -> None:
    """Whoever adds one decides how it is carried."""
    content = describe(a_full_course(administrator)).content
    bookkeeping = {"page_ptr", "provider"}
    for model, said in ((CoursePage, content["course"]), (LessonPage, content["lessons"][0])):
        own = {field.name for field in [*model._meta.local_fields, *model._meta.local_many_to_many]} - bookkeeping
        assert own <= set(said), model
        assert {field.name for field in plain(model)} <= set(said)
    children = {relation.get_accessor_name() for relation in get_all_child_relations(LessonPage)}
    assert children - {"wagtail_admin_comments", "comments"} <= set(content["lessons"][0])


def test_what_is_here_already_is_used_and_quizzes_are_made_anew(administrator: User) -> None:
    course = a_full_course(administrator)
    before = {model: model.objects.count() for model in (Video, Question, Cue)}
    row = brought(exported(course), administrator)
    assert row.state == "shown"
    assert {kind: len(found) for kind, found in row.plan["here"].items()} == {
        "video": 2,
        "picture": 1,
        "document": 1,
        "glossary": 2,
        "question": 3,
    }
    copy = agreed(row, course.provider, str(course.programme_id))
    assert {model: model.objects.count() for model in before} == before
    assert Quiz.objects.count() == 2
    assert copy.slug == "first-step-1"
    first = LessonPage.objects.child_of(copy).order_by("path")[0]
    assert first.video.title == "写自己的名字"


def test_captions_that_differ_from_those_here_come_with_a_video_of_their_own(administrator: User) -> None:
    course = a_full_course(administrator)
    archive = exported(course)
    Cue.objects.filter(text="周文清").update(text="周文青")
    copy = agreed(brought(archive, administrator), course.provider, str(course.programme_id))
    first = LessonPage.objects.child_of(copy).order_by("path")[0]
    assert [cue.text for cue in first.video.cues()] == ["名字", "周文清"]
    assert Cue.objects.filter(text="周文青").count() == 1


def test_a_link_to_a_lesson_leads_to_the_lesson_that_came(administrator: User) -> None:
    archive = exported(a_full_course(administrator))
    wipe()
    course = agreed(brought(archive, administrator), OrganisationFactory())
    first, second = LessonPage.objects.child_of(course).order_by("path")
    assert f'id="{first.pk}"' in second.body[1].value.source
    assert f'id="{first.pk}"' in course.description


def test_an_editor_takes_it_in_for_where_she_works_and_without_what_she_may_not_add(administrator: User) -> None:
    archive = exported(a_full_course(administrator))
    wipe()
    provider = OrganisationFactory(name="杏林社区")
    editor = a_worker(provider)
    MembershipFactory(user=editor, organisation=OrganisationFactory(), kind=StaffKind.LEARNER)
    course = agreed(brought(archive, editor), provider, str(ProgrammeFactory().pk))
    assert (course.owner, course.provider, course.hour_policy) == (editor, provider, None)
    assert not course.audiences.exists()
