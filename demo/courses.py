"""The demo's courses, each added whole or not at all."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from college.certificates.models import Award
from college.courses.models import Audience, CoursePage, LessonPage, Programme, ProgrammeIndexPage
from college.people.models import User
from demo import content
from demo.files import CourseFiles
from demo.pages import is_there, key, publish
from demo.people import issuer, organisation


def missing_courses(catalogue: ProgrammeIndexPage) -> list[str]:
    return [slug for slug in content.course_slugs() if not is_there(catalogue, slug)]


def add_course(slug: str, catalogue: ProgrammeIndexPage, author: User | None) -> CoursePage:
    text = content.course(slug)
    with CourseFiles(slug, text, author) as files, transaction.atomic():
        catalogue.refresh_from_db()
        course = publish(catalogue, _course_page(slug, text, files), author)
        for lesson in text["lessons"]:
            publish(course, _lesson_page(slug, lesson, files), author)
        if "award" in text:
            Award.objects.create(course=course, issuer=issuer(), **text["award"])
    return course


def _course_page(slug: str, text: content.Entry, files: CourseFiles) -> CoursePage:
    page = CoursePage(
        translation_key=key(slug),
        slug=slug,
        title=text["title"],
        summary=text["summary"],
        description=content.paragraphs("\n".join(text["description"])),
        cover=files.cover(text["title"]),
        programme=programme(text["programme"]),
        provider=organisation(text["provider"]),
        hours=Decimal(str(text["hours"])),
        outcomes=[("outcome", outcome) for outcome in text["outcomes"]],
        access=text["access"],
        first_published_at=published(slug),
    )
    page.audiences = [audience(name) for name in text["audiences"]]
    return page


def _lesson_page(course: str, text: content.Entry, files: CourseFiles) -> LessonPage:
    return LessonPage(
        translation_key=key(f"{course}/{text['slug']}"),
        slug=text["slug"],
        title=text["title"],
        introduction=text["introduction"],
        video=files.video(text["video"], text["title"]) if "video" in text else None,
        body=content.body(text["body"], files),
        reading_minutes=text["minutes"],
        first_published_at=published(course),
    )


def published(slug: str) -> datetime:
    """As if the courses had come week by week."""
    return timezone.now() - timedelta(weeks=content.course_slugs().index(slug))


def programme(slug: str) -> Programme:
    order, entry = _entry("programmes", slug)
    fields = {field: entry[field] for field in ("name", "character", "summary")}
    return Programme.objects.get_or_create(slug=slug, defaults={**fields, "order": order})[0]


def audience(slug: str) -> Audience:
    order, entry = _entry("audiences", slug)
    return Audience.objects.get_or_create(slug=slug, defaults={"name": entry["name"], "order": order})[0]


def _entry(kind: str, slug: str) -> tuple[int, content.Entry]:
    return next((i, entry) for i, entry in enumerate(content.read("catalogue")[kind], 1) if entry["slug"] == slug)
