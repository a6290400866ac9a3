"""Cards on A4 sheets, ten a sheet, with marks to cut along."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

from college.people.cards.models import SignInCard
from college.typesetting import code_of, typeset

TEMPLATE = Path(__file__).parent / "typst" / "cards.typ"
SITE = settings.SITE_NAME


def address(token: str) -> str:
    """What the QR code says."""
    return urljoin(settings.WAGTAILADMIN_BASE_URL, reverse("people:card_open", args=[token]))


def sheets(made: Iterable[tuple[SignInCard, str]], *, made_at: datetime) -> bytes:
    """The PDF. The cards with their learners, these with their memberships and organisations."""
    cards = [
        {
            "name": card.learner.display_name,
            "organisation": _organisation(card),
            "number": card.number,
            "qr": code_of(address(token)).decode(),
        }
        for card, token in made
    ]
    content = {"site": SITE, "cards": cards}
    return typeset(TEMPLATE, content, made_at=made_at, name="A sheet of cards")


def _organisation(card: SignInCard) -> str:
    return next((membership.organisation.name for membership in card.learner.memberships.all()), "")
