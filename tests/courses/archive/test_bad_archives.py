"""What somebody else wrote is not believed: one sentence each, and nothing is left."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from wagtail.models import Collection, Page

from college.courses.archive.actions import agree
from college.courses.archive.packages import MOST_CONTENT_BYTES, MOST_PARTS
from college.courses.archive.refusals import SENTENCES
from college.courses.models import CourseImport, CoursePage, LessonPage
from college.people.models import User
from college.quizzes.models import Question
from media.models import Video
from tests.courses.archive.cast import (
    Change,
    a_full_course,
    brought,
    changed,
    exported,
    files_in,
    wipe,
    worked_on,
)
from tests.factories import OrganisationFactory, UserFactory
from tests.packages.samples import before_its_beginning

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def user() -> User:
    user: User = UserFactory(is_superuser=True, is_staff=True)
    return user


@pytest.fixture
def archive(user: User) -> bytes:
    found = exported(a_full_course(user))
    wipe()
    return found


def zipped(*parts: tuple[str, bytes], packing: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as file:
        for name, content in parts:
            file.writestr(name, content)
    return out.getvalue()


def refused(archive: bytes, user: User, code: str) -> None:
    row = brought(archive, user)
    assert (row.state, row.error) == ("failed", str(SENTENCES[code]))
    assert not CoursePage.objects.exists()


def test_a_photo_is_no_archive(user: User) -> None:
    refused(b"\xff\xd8\xff\xe0 a photo", user, "no-archive")


def test_nor_is_a_zip_of_something_else(user: User) -> None:
    refused(zipped(("word/document.xml", b"<xml/>")), user, "no-archive")
    refused(zipped(("course.json", b'{"format": "other", "version": 1}')), user, "no-archive")


def test_a_file_that_broke_off_is_told_from_one_that_is_damaged(user: User, archive: bytes) -> None:
    refused(archive[: len(archive) // 2], user, "truncated")
    at = archive.index(bytes(range(60, 90)))  # within a video
    refused(archive[:at] + b"!" + archive[at + 1 :], user, "damaged")
    refused(before_its_beginning(archive), user, "damaged")


def test_a_file_that_is_not_what_its_digest_says_is_damaged(user: User, archive: bytes) -> None:
    def lie(content: dict[str, Any]) -> None:
        content["documents"][0]["file"]["sha256"] = "0" * 64

    refused(changed(archive, lie), user, "damaged")


def test_one_of_a_later_version_waits_for_that_version(user: User, archive: bytes) -> None:
    refused(changed(archive, lambda content: content.update(version=2)), user, "newer")


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ([("../../etc/passwd", b"x")], "strange"),
        ([("/videos/1", b"x")], "strange"),
        ([("videos/1.mp4", b"x"), ("videos/１.mp4", b"x")], "strange"),
        ([(f"videos/{n}", b"") for n in range(MOST_PARTS)], "bomb"),
    ],
)
def test_names_that_lead_elsewhere_and_too_many_of_them(user: User, parts: list[tuple[str, bytes]], code: str) -> None:
    refused(zipped(("course.json", b"{}"), *parts), user, code)


def test_a_bomb_is_not_unpacked(user: User) -> None:
    bomb = (b"0" * 8 * 1024**2, "course.json")
    refused(zipped((bomb[1], bomb[0]), packing=zipfile.ZIP_DEFLATED), user, "bomb")
    packed = zipped(("course.json", b"{}"), ("videos/1", bomb[0]), packing=zipfile.ZIP_DEFLATED)
    refused(packed, user, "bomb")
    refused(zipped(("course.json", b" " * (MOST_CONTENT_BYTES + 1))), user, "bomb")


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_nor_one_that_would_be_unpacked_at_once(user: User, packing: int) -> None:
    refused(zipped(("course.json", b"0" * 1024), packing=packing), user, "bomb")


@pytest.mark.parametrize(
    "content",
    [b"[]", b"{", b"[" * 100_000, b'{"format": "mingliang-course", "version": 1, "course": NaN}', b"\xff\xfe"],
)
def test_content_that_cannot_be_read_says_so(user: User, content: bytes) -> None:
    row = brought(zipped(("course.json", content)), user)
    assert row.state == "failed"
    assert row.error in {str(SENTENCES["content"]), str(SENTENCES["no-archive"])}


def body_of(content: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = content["lessons"][1]["body"]
    return found


ODD: list[Change] = [
    lambda content: content["course"].update(title="名\0字"),
    lambda content: content["course"].update(title={"a": 1}),
    lambda content: content["course"].update(hours="1e999"),
    lambda content: content["course"].update(access="everybody"),
    lambda content: content["lessons"][0].update(title=""),
    lambda content: content["lessons"][0].update(video="video-99"),
    lambda content: content["lessons"][0].update(quiz=["quiz-1"]),
    lambda content: content["lessons"][0].update(required_share=10**30),
    lambda content: content["lessons"][0]["video_questions"][0].update(second=-1),
    lambda content: body_of(content).append({"type": "script", "value": "x"}),
    lambda content: body_of(content)[3]["value"].update(data=[["<b>"], ["a", "b"]]),
    lambda content: body_of(content)[4]["value"].update(kind="shout"),
    lambda content: body_of(content)[0].update(value="长" * 101),
    lambda content: body_of(content)[0].update(value={"a": 1}),
    lambda content: body_of(content)[2]["value"]["image"].update(image="picture-7"),
    lambda content: content["videos"][0]["transcripts"][0]["cues"][0].__setitem__(1, 0),
    lambda content: content["videos"][0]["transcripts"][0]["cues"].append([1]),
    lambda content: content["videos"][0]["transcripts"][0].update(language="xx"),
    lambda content: content["videos"][0].update(language="xx"),
    lambda content: content["questions"][0].update(kind="riddle"),
    lambda content: content["questions"][0].update(options="abc"),
    lambda content: content["quizzes"][0]["draws"][0].update(count="all"),
    lambda content: content["pictures"][0].update(focal_point_x="left"),
    lambda content: content.update(lessons={"a": 1}),
    lambda content: content.update(videos=[[]]),
    lambda content: content.pop("course"),
]


@pytest.mark.parametrize("number", range(len(ODD)))
def test_odd_values_are_refused_and_leave_neither_a_page_nor_a_file(user: User, archive: bytes, number: int) -> None:
    uploads = Path(settings.STORAGES["private"]["OPTIONS"]["location"])
    before = files_in(uploads)
    row = brought(changed(archive, ODD[number]), user)
    if row.state == "shown":
        row = imported(row)
    assert (row.state, row.error) == ("failed", str(SENTENCES["content"]))
    assert not CoursePage.objects.exists()
    assert not Video.objects.exists()
    assert not Question.objects.exists()
    assert not Page.objects.filter(title__in=["认字第一步", "名字"]).exists()
    assert files_in(uploads) - before == {str(row.file.name)}


def imported(row: CourseImport) -> CourseImport:
    collection = str(Collection.get_first_root_node().pk)
    agree(
        row=row,
        said={"provider": str(OrganisationFactory().pk), "programme": "new", "collection": collection},
        user=row.user,
    )
    return worked_on(row)


def test_a_text_comes_in_as_the_editor_would_have_written_it(user: User, archive: bytes) -> None:
    def poison(content: dict[str, Any]) -> None:
        bad = (
            '<p onclick="x()">好<script>alert(1)</script><img src=x onerror=alert(1)>'
            '<a href="javascript:alert(1)">点</a><a linktype="document" id="1">别人的</a>'
            '<a linktype="page" id="lesson-1">上一课</a><iframe src="//evil"></iframe></p>'
        )
        body_of(content)[1]["value"] = bad
        content["course"]["description"] = bad

    row = imported(brought(changed(archive, poison), user))
    assert row.error == ""
    course = CoursePage.objects.get()
    lessons = LessonPage.objects.child_of(course).order_by("path")
    for html in (lessons[1].body[1].value.source, course.description):
        assert "上一课" in html
        for bad in ("onclick", "<script", "<img", "javascript", "<iframe", 'linktype="document"'):
            assert bad not in html


def test_a_picture_that_is_none_and_a_program_as_handout_are_refused(user: User, archive: bytes) -> None:
    program = changed(archive, lambda content: content["documents"][0].update(name="run.exe"))
    row = imported(brought(program, user))
    assert (row.state, row.error) == ("failed", str(SENTENCES["document"]))

    def swap(content: dict[str, Any]) -> None:
        content["pictures"][0]["file"] = content["documents"][0]["file"]

    row = imported(brought(changed(archive, swap), user))
    assert (row.state, row.error) == ("failed", str(SENTENCES["picture"]))
    assert not CoursePage.objects.exists()
