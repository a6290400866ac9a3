import io
import threading
from collections.abc import Callable, Iterator

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import BinaryField, CharField, FileField, JSONField, TextField
from django.test import Client
from wagtail.models import ModelLogEntry, Page, Site
from wagtail.users.models import UserProfile

from college.certificates.models import Certificate
from college.people.models import Membership, User
from college.people.privacy.erasure import ErasureRefused, end_sessions_left, erase
from college.people.privacy.pseudonyms import Pseudonym
from college.progress.models import Enrolment, HourCredit, LessonProgress, RecordExtract
from college.quizzes.models import Attempt
from media.models import Upload
from tests.factories import UserFactory
from tests.people.privacy.cast import NOW, TYPED, archive, paper, parts, with_everything, xiulan

KNOWN_BY = ["王秀兰", "wangxiulan", "13800138000", TYPED]


@pytest.fixture
def person(site: Site) -> User:
    return with_everything(xiulan())


def rows_that_say(text: str) -> Iterator[str]:
    """Every place in the database where this stands."""
    for model in apps.get_models():
        for field in model._meta.local_fields:
            if isinstance(field, CharField | TextField | JSONField | FileField):
                for value in model._base_manager.values_list(field.name, flat=True):
                    if text in str(value):
                        yield str(field)
            elif isinstance(field, BinaryField):
                for value in model._base_manager.values_list(field.name, flat=True):
                    if text.encode() in io.BytesIO(value or b"").getvalue():
                        yield str(field)


@pytest.mark.on_postgres
def test_nothing_in_the_database_says_who_she_was(person: User) -> None:
    assert [word for word in KNOWN_BY if not list(rows_that_say(word))] == []
    erase(person=person, by=person)
    assert [(word, place) for word in KNOWN_BY for place in rows_that_say(word)] == []


def test_a_name_she_had_before_goes_too(person: User) -> None:
    Certificate.objects.update(revoked_at=NOW, revocation_reason="王秀兰与王兰是一个人")
    User.objects.filter(pk=person.pk).update(display_name="王兰")
    erased = erase(person=person, by=person)
    assert [word for word in ("王秀兰", "王兰") if list(rows_that_say(word))] == []
    (row,) = RecordExtract.objects.get().content["sections"][0]["rows"]
    assert row == ["第一课", "2026年11月23日", "-1", f"更正：{erased.display_name}重复登记"]


@pytest.mark.parametrize("name", ["1", "学", "2026", "第一课"])
def test_whatever_she_was_called_dates_hours_and_titles_stay(db: None, name: str) -> None:
    person = UserFactory(display_name=name)
    before = paper(person, ["第一课", "2026年11月23日", "1", "每课一学时"]).content
    erased = erase(person=person, by=person)
    assert RecordExtract.objects.get().content == before | {"name": erased.display_name}


def test_only_what_can_be_a_name_is_taken_out_of_what_somebody_wrote() -> None:
    pseudonym = Pseudonym("已注销用户 A", frozenset({"1", "学", "2026", "王兰", "王兰花", "用户"}))
    written = pseudonym.in_text("2026年王兰花（用户王兰）第1次学完")
    assert written == "2026年已注销用户 A（已注销用户 A已注销用户 A）第1次学完"
    assert Pseudonym("已注销用户 A", frozenset()).in_text("学完") == "学完"


def test_her_record_stays_under_a_pseudonym(person: User) -> None:
    before = {model: model.objects.count() for model in (Enrolment, LessonProgress, HourCredit, Attempt, Certificate)}
    erased = erase(person=person, by=person)
    assert {model: model.objects.count() for model in before} == before
    assert Enrolment.objects.filter(learner=erased).exists()
    assert erased.display_name.startswith("已注销用户 ")
    assert erased.display_name in parts(archive(erased))["certificates"][0]["content"]["holder"]


def test_she_belongs_nowhere_holds_nothing_up_and_cannot_come_back(person: User) -> None:
    erase(person=person, by=person)
    assert not Membership.objects.filter(user=person).exists()
    assert not Page.objects.filter(locked=True).exists()
    assert not Upload.objects.exists()
    assert authenticate(username="wangxiulan", password="mingliang2026") is None
    person.refresh_from_db()
    assert (person.is_active, person.has_usable_password(), person.is_superuser) == (False, False, False)


def test_wherever_she_was_signed_in_she_is_no_more(
    client: Client, person: User, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    elsewhere, other = Client(), UserFactory()
    elsewhere.force_login(person)
    client.force_login(other)
    with django_capture_on_commit_callbacks(execute=True):
        erase(person=person, by=person)
    assert elsewhere.get("/accounts/me/").headers["Location"].startswith("/accounts/login/")
    assert client.get("/accounts/me/").status_code == 200
    assert Session.objects.count() == 1


def test_sessions_that_a_dying_server_left_are_ended_the_next_day(client: Client, person: User) -> None:
    cache.clear()
    client.force_login(UserFactory())
    Client().force_login(person)
    erase(person=person, by=person)
    assert Session.objects.count() == 2
    end_sessions_left()
    assert list(Session.objects.values_list("pk", flat=True)) == [client.session.session_key]


def test_who_asks_twice_is_erased_once(person: User) -> None:
    first = erase(person=person, by=person)
    second = erase(person=first, by=first)
    assert (first.username, first.erased_at) == (second.username, second.erased_at)
    assert ModelLogEntry.objects.filter(action="people.erase").count() == 1


def test_the_log_says_that_it_was_done_by_whom_and_not_to_whom(person: User) -> None:
    by = UserFactory()
    erased = erase(person=person, by=by)
    entry = ModelLogEntry.objects.get(action="people.erase")
    assert (entry.user, entry.label, entry.data) == (by, erased.display_name, {})


def test_the_last_administrator_stays(db: None) -> None:
    last = UserFactory(is_superuser=True)
    UserFactory(is_superuser=True, is_active=False)
    with pytest.raises(ErasureRefused):
        erase(person=last, by=last)
    assert User.objects.get(pk=last.pk).erased_at is None
    second = UserFactory(is_superuser=True)
    assert erase(person=second, by=last).erased_at


def test_what_fails_half_way_has_changed_nothing(person: User, site: Site) -> None:
    Enrolment.objects.filter(learner=person).update(course_title="x")
    with connection.execute_wrapper(fails_at("certificates_certificate")), pytest.raises(RuntimeError):
        erase(person=person, by=person)
    person.refresh_from_db()
    assert person.display_name == "王秀兰"
    assert Membership.objects.filter(user=person).exists()


def test_her_files_go_when_it_is_sure_that_she_does(
    person: User, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    profile, upload = UserProfile.objects.get(user=person), Upload.objects.get()
    profile.avatar.save("wang.png", ContentFile(b"\x89PNG"))
    storage, name = profile.avatar.storage, profile.avatar.name
    begun = django_capture_on_commit_callbacks(execute=True)
    with begun, connection.execute_wrapper(fails_at("people_user")), pytest.raises(RuntimeError):
        erase(person=person, by=person)
    assert storage.exists(name)
    assert upload.path.exists()
    with django_capture_on_commit_callbacks(execute=True):
        erase(person=person, by=person)
    assert not storage.exists(name)
    assert not upload.path.exists()


def fails_at(table: str) -> Callable[..., object]:
    def execute(run: Callable[..., object], sql: str, *rest: object) -> object:
        if sql.startswith("UPDATE") and table in sql:
            raise RuntimeError("the disk is full")
        return run(sql, *rest)

    return execute


@pytest.mark.on_postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_the_last_two_administrators_erased_at_the_same_moment_one_stays() -> None:
    two = [UserFactory(is_superuser=True), UserFactory(is_superuser=True)]
    start = threading.Barrier(2)

    def go(person: User) -> None:
        start.wait()
        try:
            erase(person=person, by=person)
        except ErasureRefused:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=[person]) for person in two]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert User.objects.filter(is_superuser=True, is_active=True).count() == 1
