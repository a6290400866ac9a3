import io
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings
from wagtail.models import Site

from college.certificates.badges import keys
from college.certificates.badges.checks import certificates_can_be_signed
from college.certificates.earning import give_what_is_owed
from college.certificates.models import Award, Certificate, SerialCounter, SigningKey
from college.progress.models import Enrolment
from college.progress.signals import course_completed
from tests.certificates.cast import completed, earn, volunteer
from tests.factories import AwardFactory

Give = Callable[..., Certificate]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.CERTIFICATE_KEYS_DIR = tmp_path / "keys"
    return settings.CERTIFICATE_KEYS_DIR


def test_the_first_certificate_makes_the_key_that_all_are_signed_by(give: Give, folder: Path) -> None:
    assert not folder.exists()
    first, second = give(), give()
    key = SigningKey.objects.get()
    assert first.key == second.key == key
    assert first.credential
    assert first.credential_jwt
    assert [path.name for path in folder.iterdir()] == ["key-1.pem"]


def test_only_the_owner_of_the_site_may_read_its_key(give: Give, folder: Path) -> None:
    before = os.umask(0)
    try:
        give()
    finally:
        os.umask(before)
    assert (folder / "key-1.pem").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.on_postgres
def test_where_the_key_is_missing_nothing_is_half_issued_and_the_sweep_issues_it_later(
    award: Award, give: Give, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    give()
    (folder / "key-1.pem").rename(folder / "elsewhere")
    enrolment = completed(volunteer(), award)

    with caplog.at_level(logging.ERROR):
        course_completed.send_robust(Enrolment, enrolment_id=enrolment.pk)
        assert give_what_is_owed() == 0

    assert caplog.text.count(f"The signing key {folder / 'key-1.pem'} cannot be read") >= 2
    assert SerialCounter.objects.get().last == Certificate.objects.count() == 1
    assert SigningKey.objects.count() == 1

    (folder / "elsewhere").rename(folder / "key-1.pem")
    assert give_what_is_owed() == 1
    assert earn(enrolment) == Certificate.objects.order_by("pk").last()


def test_a_key_of_another_site_signs_nothing(award: Award, give: Give, folder: Path) -> None:
    give()
    (folder / "key-1.pem").unlink()
    keys._create(folder / "key-1.pem")

    with pytest.raises(keys.KeyUnavailable, match="Copy it from the machine that made it"):
        give()
    assert Certificate.objects.count() == 1


def test_a_folder_that_cannot_be_written_is_named(give: Give, folder: Path, settings: Settings) -> None:
    folder.touch()
    settings.CERTIFICATE_KEYS_DIR = folder / "keys"

    with pytest.raises(keys.KeyUnavailable, match="Set CERTIFICATE_KEYS_DIR to a folder"):
        give()


@pytest.mark.on_postgres
def test_a_new_key_signs_from_then_on_and_the_old_one_stays_known(give: Give, folder: Path) -> None:
    old = give().key
    said = io.StringIO()

    call_command("rotate_keys", stdout=said)

    new = give().key
    assert new != old
    assert new.retired_at is None
    assert SigningKey.objects.get(pk=old.pk).retired_at
    assert str(folder / "key-2.pem") in said.getvalue()


def test_a_key_whose_file_is_lost_is_replaced(give: Give, folder: Path) -> None:
    give()
    (folder / "key-1.pem").unlink()

    call_command("rotate_keys", stdout=io.StringIO())

    assert give().key.name == "key-2"


def test_a_key_that_cannot_be_made_is_no_key(give: Give, folder: Path, settings: Settings) -> None:
    give()
    settings.CERTIFICATE_KEYS_DIR = folder / "key-1.pem" / "keys"

    with pytest.raises(CommandError, match="Set CERTIFICATE_KEYS_DIR"):
        call_command("rotate_keys")
    assert SigningKey.objects.get().retired_at is None


def test_the_check_says_what_to_do_where_the_key_is_not(give: Give, folder: Path) -> None:
    assert certificates_can_be_signed(databases=["default"]) == []  # there is no key yet, and none is missing
    give()
    assert certificates_can_be_signed(databases=["default"]) == []

    (folder / "key-1.pem").chmod(0o640)
    [readable] = certificates_can_be_signed(databases=["default"])
    assert readable.hint == f"chmod 600 {folder / 'key-1.pem'}"

    (folder / "key-1.pem").unlink()
    [missing] = certificates_can_be_signed(databases=["default"])
    assert "set CERTIFICATE_KEYS_DIR" in str(missing.hint)
    assert certificates_can_be_signed(databases=None) == []


def test_processes_that_need_the_first_key_at_once_make_one(folder: Path) -> None:
    make = "import sys, pathlib; from college.certificates.badges import keys; keys._create(pathlib.Path(sys.argv[1]))"
    words = [sys.executable, "-c", f"import django; django.setup(); {make}", str(folder / "key-1.pem")]
    several = [subprocess.Popen(words) for _ in range(3)]

    assert [each.wait() for each in several] == [0, 0, 0]
    assert [path.name for path in folder.iterdir()] == ["key-1.pem"]
    keys._read(folder / "key-1.pem")


@pytest.mark.on_postgres
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_who_issue_their_first_certificates_at_once_sign_with_one_key(site: Site, folder: Path) -> None:
    enrolments = [completed(volunteer(), AwardFactory(issuer__code=code)) for code in ("FIRST", "OTHER")]
    start = threading.Barrier(2)

    def work(enrolment: Enrolment) -> None:
        start.wait()
        try:
            earn(enrolment)
        finally:
            connection.close()

    workers = [threading.Thread(target=work, args=[each]) for each in enrolments]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert Certificate.objects.filter(key=SigningKey.objects.get()).count() == 2
