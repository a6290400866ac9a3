"""A community with a teacher and a learner who has a card."""

from django.contrib.auth.models import Group
from django.test import Client

from college.people.cards import actions
from college.people.models import Organisation, SignInCard, StaffKind, User
from tests.factories import MembershipFactory, UserFactory

CARD = "/accounts/card/"
PICTURES = "/accounts/card/pictures/"
HELPED = "/accounts/helped/"
HELP = "/accounts/help/"
DESK = "/admin/cards/"
FOUR = ["fish", "flower", "cup", "bird"]


def worker(place: Organisation, *groups: str, name: str = "周老师") -> User:
    """Somebody who works there, with what these groups may do."""
    person = UserFactory(display_name=name)
    MembershipFactory(user=person, organisation=place, kind=StaffKind.COMMUNITY_WORKER)
    person.groups.set(Group.objects.filter(name__in=groups))
    return person


def card_of(learner: User, by: User | None = None) -> tuple[SignInCard, str]:
    (made,) = actions.make_cards(learners=[learner], by=by or UserFactory())
    return made


def scan(client: Client, token: str) -> str:
    """The page that the address in the QR code leads to."""
    return client.get(f"{CARD}{token}/", follow=True).content.decode()


def pass_in(page: str) -> str:
    return page.split('name="pass" value="')[1].split('"')[0]


def sign_in_by_card(client: Client, token: str) -> str:
    """Scans and says "that is me"; the page that follows."""
    return client.post(CARD, {"pass": pass_in(scan(client, token))}, follow=True).content.decode()


def tap(client: Client, page: str, *keys: str) -> str:
    """Taps these pictures one after another, as without JavaScript."""
    for key in keys:
        hidden = {name: page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("pass", "chosen", "first")}
        page = client.post(PICTURES, {**hidden, "picture": key}, follow=True).content.decode()
    return page
