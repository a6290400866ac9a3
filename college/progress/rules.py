"""Versions of what it takes to complete a page: a new one whenever its terms have changed.

Records keep the number and the words they were completed under, so they outlive an edit and these rows.
"""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page

from college.courses import terms
from college.courses.models import CoursePage, LessonPage
from college.courses.terms import words
from college.progress.models import RuleVersion
from college.progress.querysets import lessons_by_course

__all__ = ["current", "kept", "words"]

PATIENCE = timedelta(minutes=10)
"""After which work that a new version brings, and that is not done, is asked for again."""


def current(page: LessonPage | CoursePage) -> RuleVersion:
    """The version in force for a page as it is published, made if its terms are no longer those of the latest."""
    asked = terms_of(page)
    while True:
        latest = RuleVersion.objects.filter(page=page.pk).order_by("-number").first()
        if latest and latest.terms == asked:
            return latest
        _add(page, asked, number=latest.number + 1 if latest else 1)


def _add(page: Page, asked: dict[str, Any], *, number: int) -> None:
    """Unless another request was faster: then its version is looked at."""
    version = RuleVersion(page_id=page.pk, number=number, terms=asked, words=kept(asked))
    version.due_at = timezone.now() + PATIENCE
    RuleVersion.objects.bulk_create([version], ignore_conflicts=True)


def terms_of(page: LessonPage | CoursePage) -> dict[str, Any]:
    if isinstance(page, LessonPage):
        return terms.lesson_terms(page)
    return terms.course_terms(page, lessons_by_course([page])[page.pk])


def kept(asked: dict[str, Any]) -> str:
    """The words of these terms as records keep them, whatever language a reader has chosen."""
    with override(settings.LANGUAGE_CODE):
        return words(asked)
