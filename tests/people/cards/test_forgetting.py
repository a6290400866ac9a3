from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone

from college.people.cards import actions
from college.people.cards.forgetting import forget
from college.people.models import AssistedSignIn, CardSignIn, SignInCard, User
from tests.people.cards.cast import card_of


def test_who_came_in_when_is_forgotten_after_a_while(learner: User, teacher: User) -> None:
    now = timezone.now()
    card, _token = card_of(learner)
    for days in (1, 100):
        CardSignIn.objects.create(card=card, session_key=str(days), at=now - timedelta(days=days))
    for days, used in ((1, True), (400, True), (0, False), (2, False)):
        offer = actions.offer_help(learner=learner, helper=teacher)
        at = now - timedelta(days=days)
        AssistedSignIn.objects.filter(pk=offer.pk).update(used_at=at if used else None, expires_at=at)
    forget()
    assert CardSignIn.objects.get().session_key == "1"
    assert AssistedSignIn.objects.count() == 2
    assert SignInCard.objects.in_use().get() == card


def test_cards_revoked_long_ago_are_forgotten(learner: User) -> None:
    cache.clear()
    for _time in range(2):
        card, _token = card_of(learner)
    SignInCard.objects.exclude(pk=card.pk).update(revoked_at=timezone.now() - timedelta(days=400))
    forget()
    assert SignInCard.objects.get() == card


def test_once_a_day_is_enough(learner: User) -> None:
    forget()
    card, _token = card_of(learner)
    CardSignIn.objects.create(card=card, session_key="x", at=timezone.now() - timedelta(days=100))
    forget()
    assert CardSignIn.objects.exists()
