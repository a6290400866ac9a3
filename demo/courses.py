"""The demo's courses, each added whole or not at all."""

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from college.certificates.models import Award, AwardCourse, Template
from college.courses.models import (
    Audience,
    CoursePage,
    HourPolicy,
    HourRule,
    LessonPage,
    Programme,
    ProgrammeIndexPage,
)
from college.people.models import User
from demo import content
from demo.files import CourseFiles
from demo.pages import is_there, key, publish
from demo.people import issuer, organisation
from demo.quizzes import questions_in, quiz_after


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
            template = Template.objects.filter(name=text["award"]["template"]).first()
            award = Award(**{**text["award"], "issuer": issuer(), "template": template})
            award.signatories = list(award.issuer.signatories.all())
            award.required.add(AwardCourse(course=course))
            award.save()
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
        hour_policy=policy(text["hour_policy"]) if "hour_policy" in text else None,
        outcomes=[("outcome", outcome) for outcome in text["outcomes"]],
        access=text["access"],
        first_published_at=published(slug),
    )
    page.audiences = [audience(name) for name in text["audiences"]]
    return page


def _lesson_page(course: str, text: content.Entry, files: CourseFiles) -> LessonPage:
    quiz, asks_quiz = quiz_after(course, text["slug"])
    page = LessonPage(
        translation_key=key(f"{course}/{text['slug']}"),
        slug=text["slug"],
        title=text["title"],
        introduction=text["introduction"],
        video=files.video(text["video"], text["title"]) if "video" in text else None,
        body=content.body(text["body"], files),
        reading_minutes=text["minutes"],
        first_published_at=published(course),
        quiz=quiz,
        asks_quiz=asks_quiz,
    )
    page.video_questions = questions_in(course, text["slug"])
    return page


def published(slug: str) -> datetime:
    """As if the courses had come week by week."""
    return timezone.now() - timedelta(weeks=content.course_slugs().index(slug))


def programme(slug: str) -> Programme:
    order, entry = _entry("programmes", slug)
    fields = {field: entry[field] for field in ("name", "character", "summary")}
    return Programme.objects.get_or_create(slug=slug, defaults={**fields, "order": order})[0]


def policy(name: str) -> HourPolicy:
    made, is_new = HourPolicy.objects.get_or_create(name=name)
    if is_new:
        rule = next(entry for entry in content.read("catalogue")["hour_policies"] if entry["name"] == name)["rule"]
        HourRule.objects.create(policy=made, version=1, valid_from=date(date.today().year, 1, 1), **rule)
    return made


def audience(slug: str) -> Audience:
    order, entry = _entry("audiences", slug)
    fields = {"name": entry["name"], "kinds": entry["kinds"], "order": order}
    return Audience.objects.get_or_create(slug=slug, defaults=fields)[0]


def _entry(kind: str, slug: str) -> tuple[int, content.Entry]:
    return next((i, entry) for i, entry in enumerate(content.read("catalogue")[kind], 1) if entry["slug"] == slug)
