"""Recordings that no lesson names, nor any version of one that an editor could go back to, are forgotten."""

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Revision

from college.courses.models import LessonPage
from college.voice.models import Recording
from media.files import discard

if TYPE_CHECKING:
    from college.people.models import User
    from college.people.privacy.pseudonyms import Pseudonym

KEPT = timedelta(days=30)
"""In which time whoever recorded it saves the lesson."""
DAY = 86400
NUMBER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def forget_recordings() -> None:
    """Once a day, by a worker."""
    if cache.add("courses:forgot-recordings", True, DAY):
        forget(Recording.objects.filter(made_at__lt=timezone.now() - KEPT))


def forget(recordings: QuerySet[Recording]) -> None:
    """Those of them that no lesson names."""
    if not recordings.exists():
        return
    named = _named()
    for recording in recordings.iterator():
        if str(recording.pk) not in named:
            if recording.file:
                discard(recording.file.storage, str(recording.file.name))
            recording.delete()


def _named() -> set[str]:
    """All that looks like a recording's number, in lessons and in what was ever saved of them."""
    bodies = LessonPage.objects.annotate(words=Cast("body", TextField()))
    versions = Revision.objects.annotate(words=Cast("content", TextField()))
    return {
        number
        for rows in (bodies, versions)
        for words in rows.filter(words__contains="recording").values_list("words", flat=True).iterator(100)
        for number in NUMBER.findall(words)
    }


@hooks.register("erase_person")
def erase(person: "User", pseudonym: "Pseudonym") -> None:
    """What stands in lessons is the college's work; what never came into one is nobody's."""
    forget(Recording.objects.filter(made_by=person))
