"""The checklist of a course or lesson."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from college.courses.checklist.contents import Checked, Content, content_of, drafts_of
from college.courses.checklist.facts import Facts, facts_of
from college.courses.checklist.points import Point, points_of, unseen_of
from college.courses.faults import Fault, faults_of
from college.courses.models import CoursePage, LessonPage
from college.people.models import User


@dataclass(frozen=True)
class Checklist:
    """Of one page: what is to be mended, and what could not be looked at."""

    page: Checked
    title: str
    points: list[Point]
    unseen: list[Point]


def checklist_of(page: Checked, user: User) -> Checklist:
    return checklists_of([page], user)[0]


def course_checklists(course: CoursePage, user: User) -> list[Checklist]:
    """Of the course, with what keeps learners from completing it, and of each of its lessons in order; each sentence
    once."""
    lessons = LessonPage.objects.child_of(course).order_by("path")
    first, *others = checklists_of([course, *lessons], user)
    faults = faults_of([course]).get(course.pk, [])
    told = {fault.sentence for fault in faults}
    return [
        with_faults(first, faults),
        *(replace(found, points=[point for point in found.points if point.sentence not in told]) for found in others),
    ]


def with_faults(checklist: Checklist, faults: Iterable[Fault]) -> Checklist:
    rules = [Point("rule", fault.sentence, fault.sentence, fault.url) for fault in faults]
    return replace(checklist, points=[*rules, *checklist.points])


def checklists_of(pages: Sequence[Checked], user: User) -> list[Checklist]:
    """As their latest drafts are; the number of queries does not grow with the list."""
    contents = drafts_of(pages)
    facts = facts_of(contents, user)
    return [_listed(content, facts) for content in contents]


def news_of(pages: Sequence[Checked], user: User) -> list[Checklist]:
    """Of those whose drafts would bring points before people that are not before them already, with these only."""
    drafts = drafts_of(pages)
    live = [content_of(page) for page in pages if page.live]
    facts = facts_of([*drafts, *live], user)
    known = {content.page.pk: {point.key for point in points_of(content, facts)} for content in live}
    listed = [_listed(draft, facts) for draft in drafts]
    new = [
        replace(found, points=[p for p in found.points if p.key not in known.get(found.page.pk, ())])
        for found in listed
    ]
    return [found for found in new if found.points]


def _listed(content: Content, facts: Facts) -> Checklist:
    return Checklist(content.page, content.title, list(points_of(content, facts)), list(unseen_of(content, facts)))
