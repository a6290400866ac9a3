"""A course and its translation side by side: what is missing, not translated yet, or older than the original."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count, Max
from wagtail.models import Page, Revision

from college.courses.models import CoursePage, LessonPage
from college.people.models import User
from media.models import Transcript


@dataclass(frozen=True)
class Line:
    """`state`: missing, untouched, older or current. `captions`: whether its video has them in the language; None where
    there is nothing to be captioned."""

    original: Page
    translation: Page | None
    """None, too, for a draft of a course that is not theirs."""
    state: str
    captions: bool | None = None


@dataclass(frozen=True)
class Beside:
    """One language of a course, the course itself first."""

    language: str
    name: str
    course: CoursePage | None
    is_theirs: bool
    """Whether they may edit the translation; of another's they see what is published."""
    may_add: bool
    lines: list[Line]

    def count(self, state: str) -> int:
        return sum(line.state == state for line in self.lines)

    @property
    def missing(self) -> int:
        return self.count("missing")

    @property
    def untouched(self) -> int:
        return self.count("untouched")

    @property
    def older(self) -> int:
        return self.count("older")


def beside(course: CoursePage, user: User) -> list[Beside]:
    """Of an original, each language that it could be in. The queries do not grow with the lessons."""
    originals: list[Any] = [course, *_lessons([course])]
    own = course.locale.language_code
    return [_in(code, str(name), originals, user) for code, name in settings.LANGUAGES if code != own]


def _lessons(courses: Collection[CoursePage]) -> list[LessonPage]:
    below = LessonPage.objects.none()
    for course in courses:
        below = below | LessonPage.objects.child_of(course)
    return list(below.select_related("video").order_by("path").defer_streamfields())


def _in(language: str, name: str, originals: list[Any], user: User) -> Beside:
    keys = [page.translation_key for page in originals]
    pages = Page.objects.filter(translation_key__in=keys, locale__language_code=language)
    found = {page.translation_key: page for page in pages}
    changes = _changes([*originals, *found.values()])
    spoken = _captioned(originals, language)
    course = CoursePage.objects.filter(translation_key=keys[0], locale__language_code=language).first()
    allowed = course.permissions_for_user(user) if course else None
    is_theirs = allowed is not None and allowed.can_edit()
    shown = {key: page for key, page in found.items() if page.live or (is_theirs and _is_in(page, course))}
    lines = [
        Line(
            page,
            shown.get(page.translation_key),
            _state(page, found.get(page.translation_key), changes),
            _has(page, spoken),
        )
        for page in originals
    ]
    return Beside(language, name, course, is_theirs, allowed is None or allowed.can_add_subpage(), lines)


def _is_in(page: Page, course: CoursePage | None) -> bool:
    return course is not None and page.path.startswith(course.path)


def _changes(pages: Collection[Page]) -> dict[str, tuple[int, datetime]]:
    """By key of a page: how often it was saved, and when last."""
    kept = Revision.page_revisions.filter(object_id__in=[str(page.pk) for page in pages])
    found = kept.values("object_id").annotate(count=Count("pk"), last=Max("created_at"))
    return {row["object_id"]: (row["count"], row["last"]) for row in found}


def _state(original: Page, translation: Page | None, changes: dict[str, tuple[int, datetime]]) -> str:
    if translation is None:
        return "missing"
    count, last = changes.get(str(translation.pk), (0, None))
    if count <= 1 and translation.draft_title == original.draft_title:
        return "untouched"
    _count, before = changes.get(str(original.pk), (0, None))
    return "older" if last and before and before > last else "current"


def _captioned(originals: list[Any], language: str) -> set[int]:
    videos = [page.video_id for page in originals if getattr(page, "video_id", None)]
    spoken = language.partition("-")[0]
    readable = Transcript.objects.readable().filter(video__in=videos, language=spoken)
    return set(readable.values_list("video", flat=True))


def _has(page: Any, captioned: set[int]) -> bool | None:
    video = getattr(page, "video_id", None)
    return video in captioned if video else None
