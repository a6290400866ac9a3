"""A package that was sent becomes a lesson, or part of one. Who may is asked before."""

from django.db import transaction

from college.courses.drafts import add_draft
from college.courses.models import CoursePage, LessonPage
from college.packages.actions import keep
from college.packages.models import Package
from college.people.models import User


@transaction.atomic
def add_lesson(*, course: CoursePage, package: Package, user: User) -> LessonPage:
    """A draft, behind the lessons that are there."""
    parent = CoursePage.objects.select_for_update().get(pk=course.pk)
    lesson = LessonPage(title=package.title[:100], package=keep(package), package_rule=rule_for(package))
    return add_draft(course=parent, lesson=lesson, user=user)


@transaction.atomic
def put_into(*, lesson: LessonPage, package: Package, user: User) -> LessonPage:
    """Into the lesson's draft: learners see it when that is published."""
    draft: LessonPage = lesson.get_latest_revision_as_object()
    draft.package, draft.package_rule = keep(package), rule_for(package)
    draft.save_revision(user=user)
    return draft


def rule_for(package: Package) -> LessonPage.PackageRule:
    rules = LessonPage.PackageRule
    return rules.COMPLETED if package.outline.reports else rules.SEEN
