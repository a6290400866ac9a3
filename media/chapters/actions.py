from collections.abc import Iterable
from hashlib import sha256

from django.db import transaction
from wagtail.log_actions import log

from college.people.models import User
from media.chapters.suggest import Suggestion, suggest
from media.models import Chapter, Video


class ChangedMeanwhile(Exception):
    """Somebody else has changed the chapters since they were shown."""


def suggestions_for(video: Video) -> list[Suggestion]:
    """What would be suggested for the transcript as it is now; nothing is changed."""
    if not video.has_captions or not video.duration:
        return []
    return suggest(list(video.cues().only("start_ms", "end_ms", "text")), duration=video.duration)


@transaction.atomic
def suggest_chapters(*, video_id: int) -> None:
    """Puts fresh suggestions in the place of older ones; chapters that a person has looked at stay."""
    video = Video.objects.select_for_update().filter(pk=video_id).first()
    if video and not video.chapters.filter(is_suggested=False).exists():
        replace_chapters(video, suggestions_for(video), is_suggested=True)


@transaction.atomic
def save_chapters(*, video: Video, chapters: Iterable[Suggestion], seen: str, user: User | None) -> None:
    """The list as a person left it. Raises ChangedMeanwhile if it is no longer the one they were `seen`."""
    Video.objects.select_for_update().get(pk=video.pk)
    if state_of(video) != seen:
        raise ChangedMeanwhile
    replace_chapters(video, chapters, is_suggested=False)
    log(video, "wagtail.edit", user=user)


def replace_chapters(video: Video, chapters: Iterable[Suggestion], *, is_suggested: bool) -> None:
    video.chapters.all().delete()
    Chapter.objects.bulk_create(
        Chapter(video=video, start_ms=round(new.start * 1000), title=new.title, is_suggested=is_suggested)
        for new in chapters
    )


def state_of(video: Video) -> str:
    """Differs whenever the chapters do."""
    rows = list(video.chapters.values_list("start_ms", "title", "is_suggested"))
    return sha256(repr(rows).encode()).hexdigest()[:16]
