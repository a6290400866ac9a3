import json
from hashlib import sha256

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site
from wagtail.users.models import UserProfile

from college.certificates.models import Certificate
from college.people.models import User
from college.voice.models import Recording
from tests.factories import MembershipFactory, UserFactory
from tests.people.privacy.cast import TYPED, archive, parts, with_everything, xiulan


@pytest.fixture
def person(site: Site) -> User:
    return with_everything(xiulan())


@pytest.mark.on_postgres
def test_she_gets_all_that_every_room_holds_of_her(person: User) -> None:
    held = parts(archive(person))
    assert [part for part, rows in held.items() if not rows] == EMPTY
    assert held["account"][0]["phone"] == "+8613800138000"
    assert held["lessons"][0]["watched"] == [[0, 4]]
    assert held["notes_to_you"][0]["text"] == "王秀兰，下次带上眼镜"
    assert TYPED in {row["answer"] for row in held["quiz_answers"]}
    assert (held["hours"][0]["hours"], held["hours"][0]["reason"]) == ("-1.00", "王秀兰重复登记")


# What of all this an ordinary learner who also edits pages has none of.
EMPTY = [
    "packages",
    "hours_corrected_by_you",
    "statements",
    "certificates_revoked_by_you",
    "certificates_issued_by_you",
    "nominated_by_you",
    "decided_by_you",
    "reviewer_of",
    "lists_by_you",
    "course-imports",
    "course_packages",
    "comment_replies",
    "pictures",
    "documents",
    "workflows",
    "reviews",
]


def test_her_certificates_lie_beside_as_they_were_issued(person: User) -> None:
    zipped, certificate = archive(person), Certificate.objects.get()
    assert sha256(zipped.read(f"certificates/{certificate.serial}.pdf")).hexdigest() == certificate.pdf_sha256


def test_what_she_recorded_lies_beside(person: User) -> None:
    assert archive(person).read(f"recordings/{Recording.objects.get().pk}.mp3") == b"sound"


def test_a_note_says_in_both_languages_what_is_what(person: User) -> None:
    note = archive(person).read("README.txt").decode()
    assert "enrolments: 您报名的课程" in note
    assert "enrolments: Courses you enrolled in" in note
    assert f"certificates/{Certificate.objects.get().serial}.pdf" in note


def test_every_column_has_a_name_in_plain_chinese(person: User) -> None:
    held = json.loads(archive(person).read("data.json"))["parts"]
    names = [name for part in held.values() for name in part["columns"].values()]
    assert [name for name in names if name.isascii()] == []


def test_nothing_of_anybody_else_is_in_it(person: User) -> None:
    other = UserFactory(username="liming", display_name="李明")
    MembershipFactory(user=other)
    said = archive(person).read("data.json").decode()
    assert "liming" not in said
    assert "李明" not in said


def test_a_picture_that_is_gone_keeps_nothing_else_back(person: User) -> None:
    UserProfile.objects.filter(user=person).update(avatar="avatar_images/gone.png")
    names = archive(person).namelist()
    assert f"certificates/{Certificate.objects.get().serial}.pdf" in names
    assert "avatar/gone.png" not in names


def test_a_newcomer_gets_an_archive_too(site: Site) -> None:
    held = parts(archive(UserFactory(username="chenxiao")))
    assert [part for part, rows in held.items() if rows] == ["account"]


def test_it_costs_the_same_number_of_queries_however_much_she_has(site: Site) -> None:
    person = UserFactory()
    archive(person)
    costs = []
    for count in (1, 30):
        MembershipFactory.create_batch(count, user=person)
        with CaptureQueriesContext(connection) as queries:
            archive(person)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 58
