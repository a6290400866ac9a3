"""Puts the demo together. Run again, it adds what is missing and is done in a moment if nothing is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page, Site

from cms.models import HomePage
from college.courses.models import CoursePage, ProgrammeIndexPage
from college.literacy.actions import learn
from college.literacy.models import LearnedCharacter
from college.people.models import User
from college.progress.actions import enrol
from college.progress.models import Enrolment
from demo import content
from demo.courses import add_course, missing_courses
from demo.glossary import add_glossary
from demo.pages import add_standard_pages, fill_catalogue, fill_home, key
from demo.people import add_accounts, add_cards, add_classmates, add_organisations, add_service_proof
from demo.publicity import add_public_proof
from demo.questions import add_questions
from demo.review import add_lesson_in_review


@dataclass(frozen=True)
class Account:
    username: str
    password: str
    name: str
    role: str


def accounts() -> list[Account]:
    people = content.read("people")
    return [
        Account(entry["username"], people["password"], entry["display_name"], entry["role"])
        for entry in people["accounts"]
    ]


def build(say: Callable[[str], None]) -> None:
    """Adds what is missing and tells of each course that it draws."""
    add_organisations()
    add_accounts()
    add_cards()
    add_glossary()
    author = User.objects.filter(username="teacher").first()
    home = HomePage.objects.get()
    catalogue = ProgrammeIndexPage.objects.child_of(home).get()
    address_site(home)
    fill_home(home, author)
    fill_catalogue(catalogue, author)
    for slug in missing_courses(catalogue):
        say(content.course(slug)["title"])
        add_course(slug, catalogue, author)
    add_lesson_in_review()
    add_standard_pages(home, author)
    add_service_proof()
    add_public_proof()
    enrol_learners()
    fill_the_class()
    learn_characters()
    add_questions()


def address_site(home: Page) -> None:
    """Says where the site is served, unless somebody has said so before."""
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    untouched = Site.objects.filter(root_page=home, hostname="localhost", port=80)
    untouched.update(hostname=address.hostname, port=port, site_name=settings.SITE_NAME)
    Site.clear_site_root_paths_cache()


def enrol_learners() -> None:
    for entry in content.read("people")["accounts"]:
        for slug in entry["courses"]:
            learner = User.objects.filter(username=entry["username"]).first()
            course = CoursePage.objects.live().filter(translation_key=key(slug)).first()
            if learner and course and not Enrolment.objects.filter(learner=learner, course=course).exists():
                enrol(learner=learner, course=course)


def fill_the_class() -> None:
    """So that a teacher has a roll to call."""
    slug = content.read("people")["classmates"]["course"]
    course = CoursePage.objects.live().filter(translation_key=key(slug)).first()
    if not course:
        return
    enrolled = set(Enrolment.objects.filter(course=course).values_list("learner", flat=True))
    for learner in add_classmates():
        if learner.pk not in enrolled:
            enrol(learner=learner, course=course)


def learn_characters() -> None:
    """Once, a few a day over the last days, so that some ask to be looked at again."""
    for entry in content.read("people")["accounts"]:
        learner = User.objects.filter(username=entry["username"]).first()
        if learner and "characters" in entry and not LearnedCharacter.objects.of(learner).exists():
            for place, char in enumerate(reversed(entry["characters"])):
                learn(learner=learner, char=char, now=timezone.now() - timedelta(days=place // 3))
