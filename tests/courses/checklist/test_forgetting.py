"""What was looked at is kept as long as somebody may ask for it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from college.courses.checklist.actions import forget, measure, visit
from college.courses.models import AddressVisit, PictureContrast
from tests.courses.checklist.cast import a_picture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
MONTHS_AGO = timezone.now() - timedelta(days=91)


def test_an_address_that_nobody_asks_about_for_three_months_is_forgotten() -> None:
    visit([f"https://example.org/{name}" for name in ("asked", "unasked", "unanswered", "waiting")])
    rows = AddressVisit.objects
    rows.exclude(address__endswith="/asked").update(queued_at=MONTHS_AGO)
    rows.exclude(address__endswith="/unanswered").update(state="done", looked_at=timezone.now())
    rows.filter(address__endswith="/unanswered").update(state="failed")
    rows.filter(address__endswith="/waiting").update(state="waiting")
    forget()
    assert {row.address.rpartition("/")[2] for row in rows.all()} == {"asked", "waiting"}
    assert "college.courses.checklist.actions.forget" in settings.WORKER_SWEEPS


def test_what_was_measured_of_a_picture_goes_with_its_last_copy() -> None:
    kept, copy, gone = a_picture("甲", "red"), a_picture("乙", "red"), a_picture("丙", "blue")
    measure([kept.pk, copy.pk, gone.pk])
    PictureContrast.objects.update(state="done", queued_at=MONTHS_AGO)
    for picture in (copy, gone):
        picture.delete()
    forget()
    kept.refresh_from_db()
    assert [row.file_hash for row in PictureContrast.objects.all()] == [kept.file_hash]
