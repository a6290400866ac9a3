import io

import pytest
from django.test import Client
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks

from college.literacy.letters.actions import begin_photo
from college.literacy.letters.models import Letter
from college.literacy.letters.pictures import as_jpeg
from college.people.models import User
from tests.factories import UserFactory
from tests.literacy.letters.letters import PARAGRAPHS, as_file, error_rate, letter

MOST_WRONG = 0.03


@pytest.fixture
def learner(db: None) -> User:
    return UserFactory()


def recognised(learner: User, photo: Image.Image, callbacks: DjangoCaptureOnCommitCallbacks) -> Letter:
    with callbacks(execute=True):
        read = begin_photo(learner=learner, jpeg=as_jpeg(as_file(photo)))
    read.refresh_from_db()
    return read


@pytest.mark.parametrize("turned", [90, 184])
def test_a_letter_photographed_on_its_side_or_on_its_head_in_bad_light_is_read_and_set_upright(
    learner: User, client: Client, turned: float, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    read = recognised(learner, letter(turned=turned), django_capture_on_commit_callbacks)
    assert read.state == Letter.State.DONE, (read.error, read.fault)
    assert error_rate(read.text.replace(" ", ""), "\n".join(PARAGRAPHS)) <= MOST_WRONG
    client.force_login(learner)
    photo = Image.open(io.BytesIO(client.get(f"/literacy/read/{read.pk}/photo/").content))
    assert photo.width > photo.height


def test_who_photographed_the_table_reads_what_to_do(
    learner: User, client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    table = Image.new("RGB", (640, 480), (150, 120, 90))
    read = recognised(learner, table, django_capture_on_commit_callbacks)
    assert read.state == Letter.State.FAILED
    client.force_login(learner)
    html = client.get(f"/literacy/read/{read.pk}/").content.decode()
    assert "没有认出字来。请把纸放平" in html
    assert 'href="/literacy/read/"' in html
