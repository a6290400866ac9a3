"""Pages that are drawn once for everybody say to each reader what a page drawn for them alone would say."""

import re
from itertools import permutations

import pytest
from django.test import Client

from cms.editions import turn_the_page
from college.courses.models import CoursePage
from college.people.models import User
from college.progress.actions import mark_read
from tests.factories import UserFactory
from tests.progress.cast import Player, a_course, an_enrolment, lessons_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
OWN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|data-token="[^"]*"')


@pytest.fixture
def course() -> CoursePage:
    return a_course(60.0, None, access=CoursePage.Access.PUBLIC)


@pytest.fixture
def readers(course: CoursePage) -> dict[str, Client]:
    """A stranger, one who has just enrolled, one half through a video, one who is done."""
    people = {name: UserFactory(display_name=name) for name in ("秀兰", "李明", "陈晓")}
    enrolments = {name: an_enrolment(course, person) for name, person in people.items() if name != "秀兰"}
    watched, read = lessons_of(course)
    Player(enrolments["李明"], watched).plays((0, 30))
    Player(enrolments["陈晓"], watched).plays((0, 60))
    mark_read(enrolment=enrolments["陈晓"], lesson=read)
    return {"": Client(), **{name: signed_in(person) for name, person in people.items()}}


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("place", ["home", "catalogue", "course", "video", "text"])
def test_no_reader_gets_anything_of_another(course: CoursePage, readers: dict[str, Client], place: str) -> None:
    watched, read = lessons_of(course)
    catalogue = course.get_parent()
    url = {"home": "/", "catalogue": catalogue.url, "course": course.url, "video": watched.url, "text": read.url}[place]
    alone = {name: drawn_alone(client, url) for name, client in readers.items()}
    assert len(set(alone.values())) == len(alone)
    for first, second in permutations(readers, 2):
        turn_the_page()
        shown(readers[first], url)
        assert shown(readers[second], url) == alone[second]


def drawn_alone(client: Client, url: str) -> str:
    turn_the_page()
    return shown(client, url)


def shown(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return OWN.sub("", response.content.decode())
