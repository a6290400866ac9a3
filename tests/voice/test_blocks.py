from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from college.voice.blocks import RecordingBlock, RecordingInput
from college.voice.models import Recording
from tests.factories import UserFactory


def test_a_field_without_a_recording_is_empty() -> None:
    assert RecordingBlock().clean("") == ""


@pytest.mark.django_db
def test_a_recording_is_kept_by_its_number_and_only_if_it_is_there() -> None:
    recording = Recording.objects.create(seconds=2, made_by=UserFactory())
    assert RecordingBlock().clean(str(recording.pk)) == str(recording.pk)
    for wrong in (str(uuid4()), "../../secret"):
        with pytest.raises(ValidationError):
            RecordingBlock().clean(wrong)


def test_the_form_knows_where_recordings_are_sent_and_heard() -> None:
    html = RecordingInput().render("name", None, {"id": "id"})
    assert 'data-recording-url-value="/admin/recordings/"' in html
    assert 'data-recording-sounds-value="/voice/recordings/{id}.mp3"' in html
