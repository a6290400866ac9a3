"""Words in pictures, and how well they stand out."""

import io

import numpy as np
import pytest
from django.test import TestCase
from PIL import Image, ImageDraw

from cms.models import Picture
from college.courses.checklist import actions, measuring
from college.courses.checklist.contrast import ratio_in
from college.courses.models import PictureContrast
from tests.courses.checklist.cast import a_picture


def a_sign(ink: str, ground: str) -> bytes:
    """Bars are drawn for strokes: what a line says does not matter here."""
    sign = Image.new("RGB", (400, 60), ground)
    drawing = ImageDraw.Draw(sign)
    for place in range(20, 380, 18):
        drawing.rectangle((place, 12, place + 6, 48), fill=ink)
    out = io.BytesIO()
    sign.save(out, "PNG")
    return out.getvalue()


def ratio_of(ink: str, ground: str) -> float | None:
    with Image.open(io.BytesIO(a_sign(ink, ground))) as sign:
        return ratio_in(np.asarray(sign.convert("RGB")))


@pytest.mark.parametrize(
    ("ink", "ground", "ratio"),
    [("#000", "#fff", 21.0), ("#fff", "#000", 21.0), ("#777", "#fff", 4.48), ("#ffff00", "#fff", 1.07)],
)
def test_the_ratio_is_that_of_the_rules_for_everybody(ink: str, ground: str, ratio: float) -> None:
    assert ratio_of(ink, ground) == pytest.approx(ratio, abs=0.05)


def test_where_there_is_no_ink_there_is_no_ratio() -> None:
    assert ratio_of("#fff", "#fff") is None


def measured(picture: Picture) -> int:
    """How many were to be measured, after a worker has done so."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return actions.measure([picture.pk])


@pytest.mark.django_db
def test_a_picture_without_words_has_nothing_to_tell_and_is_measured_once() -> None:
    picture = a_picture()
    assert measured(picture) == 1
    row = PictureContrast.objects.get()
    assert (row.state, row.ratio, row.is_faint) == ("done", None, False)
    assert measured(picture) == 0


@pytest.mark.django_db
def test_a_file_that_is_gone_says_so_and_can_be_tried_again() -> None:
    picture = a_picture()
    picture.get_file_hash()
    picture.file.storage.delete(picture.file.name)
    measured(picture)
    assert PictureContrast.objects.get().error == measuring.GONE
    assert measured(picture) == 1


@pytest.mark.django_db
def test_what_is_no_picture_is_not_guessed_at() -> None:
    picture = a_picture()
    picture.get_file_hash()
    with picture.file.storage.open(picture.file.name, "wb") as kept:
        kept.write(b"no picture at all")
    measured(picture)
    row = PictureContrast.objects.get()
    assert (row.state, row.error) == ("failed", measuring.UNREADABLE)
