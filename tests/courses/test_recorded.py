"""A recording stays for as long as a lesson, or a version of one, names it."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Site

from college.courses.models import LessonPage
from college.courses.recorded import KEPT, forget_recordings
from college.people.models import User
from college.people.privacy.erasure import erase
from college.voice.models import Recording
from tests.factories import LessonPageFactory, UserFactory


@pytest.fixture
def editor(site: Site) -> User:
    cache.delete("courses:forgot-recordings")
    editor: User = UserFactory(display_name="李老师")
    return editor


def recorded(editor: User, age: timedelta = KEPT + timedelta(days=1)) -> Recording:
    recording = Recording(seconds=2, made_by=editor, made_at=timezone.now() - age)
    recording.file.save(f"{recording.pk}.mp3", ContentFile(b"sound"), save=False)
    recording.save()
    return recording


def body(recording: Recording | None) -> list[tuple[str, dict[str, Any]]]:
    detail = {"char": "人", "pinyin": "rén", "words": "", "sentence": "人人都来。"}
    detail["recording"] = str(recording.pk) if recording else ""
    return [("characters", {"characters": "人", "details": [detail]})]


def test_what_no_lesson_took_goes_after_a_month_with_its_file(editor: User) -> None:
    left, fresh = recorded(editor), recorded(editor, KEPT - timedelta(days=1))
    forget_recordings()
    assert list(Recording.objects.all()) == [fresh]
    assert not left.file.storage.exists(str(left.file.name))
    assert fresh.file.storage.exists(str(fresh.file.name))


def test_what_a_lesson_names_stays(editor: User) -> None:
    recording = recorded(editor)
    LessonPageFactory(body=body(recording))
    forget_recordings()
    assert Recording.objects.get() == recording


@pytest.mark.on_postgres
def test_what_a_draft_or_an_earlier_version_names_stays(editor: User) -> None:
    drafted, earlier = recorded(editor), recorded(editor)
    lesson: LessonPage = LessonPageFactory(body=body(None))
    for recording in (earlier, drafted):
        lesson.body = body(recording)
        lesson.save_revision()
    forget_recordings()
    assert set(Recording.objects.all()) == {drafted, earlier}


def test_of_an_erased_editor_stays_what_lessons_name(editor: User) -> None:
    used, _unused = recorded(editor, timedelta(0)), recorded(editor, timedelta(0))
    LessonPageFactory(body=body(used))
    erase(person=editor, by=editor)
    assert Recording.objects.get() == used
