import logging
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from college.certificates import actions
from college.certificates.badges import keys
from college.certificates.models import Award, Certificate, SerialCounter, SigningKey
from college.progress.models import Enrolment
from college.progress.signals import course_completed
from tests.certificates.cast import completed, earn, volunteer

Give = Callable[..., Certificate]
pytestmark = pytest.mark.on_postgres


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


def test_where_the_key_is_missing_nothing_is_half_issued_and_the_sweep_issues_it_later(
    award: Award, give: Give, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    give()
    (folder / "key-1.pem").rename(folder / "elsewhere")
    enrolment = completed(volunteer(), award)

    with caplog.at_level(logging.ERROR):
        course_completed.send_robust(Enrolment, enrolment_id=enrolment.pk)
        assert actions.issue_owed_certificates() == 0

    assert caplog.text.count(f"The signing key {folder / 'key-1.pem'} cannot be read") >= 2
    assert SerialCounter.objects.get().last == Certificate.objects.count() == 1
    assert SigningKey.objects.count() == 1

    (folder / "elsewhere").rename(folder / "key-1.pem")
    assert actions.issue_owed_certificates() == 1
    assert earn(enrolment) == Certificate.objects.order_by("pk").last()


def test_a_key_of_another_site_signs_nothing(award: Award, give: Give, folder: Path) -> None:
    give()
    (folder / "key-1.pem").unlink()
    keys._create(folder / "key-1.pem")

    with pytest.raises(keys.KeyUnavailable, match="copy it from the machine that made it"):
        give()
    assert Certificate.objects.count() == 1
