"""What is done with cards, pictures and helping. Who may, the views decide."""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.crypto import get_random_string

from college.people.cards import tokens
from college.people.cards.models import WRONG_TRIES, AssistedSignIn, CardSignIn, PictureCode, SignInCard
from college.people.models import User

OFFER_SECONDS = 5 * 60
SAME_TAP_SECONDS = 60
"""So long after a code was used, a second tap on the same button does what the first did."""


@transaction.atomic
def make_cards(*, learners: Iterable[User], by: User) -> list[tuple[SignInCard, str]]:
    """A new card for each, with its token, which nobody can read again; the card they had is revoked."""
    people = list(learners)
    # Of two who make somebody's card at the same moment, the second waits, and revokes the first one's.
    list(User.objects.select_for_update().filter(pk__in=[person.pk for person in people]).order_by("pk"))
    revoke(SignInCard.objects.in_use().filter(learner__in=people))
    fresh = [tokens.new_token() for _person in people]
    pairs = zip(people, fresh, strict=True)
    cards = [SignInCard(learner=person, digest=tokens.digest(token), made_by=by) for person, token in pairs]
    return list(zip(SignInCard.objects.bulk_create(cards), fresh, strict=True))


@transaction.atomic
def revoke(cards: Iterable[SignInCard]) -> int:
    """These open nothing any more, and where they are signed in just now, they are no more. How many there were."""
    pks = [card.pk for card in cards]
    revoked = SignInCard.objects.in_use().filter(pk__in=pks).update(revoked_at=timezone.now())
    begun = CardSignIn.objects.filter(card__in=pks)
    Session.objects.filter(session_key__in=begun.values("session_key")).delete()
    begun.delete()
    return revoked


def use_card(*, card: SignInCard, session_key: str) -> None:
    now = timezone.now()
    CardSignIn.objects.create(card=card, session_key=session_key, at=now)
    SignInCard.objects.filter(pk=card.pk).update(last_used_at=now)


def choose_pictures(*, learner: User, pictures: Iterable[str]) -> bool:
    """Sets the learner's pictures, once: False if there are some already."""
    code = make_password(" ".join(pictures))
    return PictureCode.objects.get_or_create(learner=learner, defaults={"code": code})[1]


def pictures_are_right(*, learner: User, pictures: Iterable[str]) -> bool:
    """Counts the try before it looks, so that many tries at once are no more than one after another."""
    code = PictureCode.objects.filter(learner=learner)
    if not code.filter(wrong__lt=WRONG_TRIES).update(wrong=F("wrong") + 1):
        return False
    if not check_password(" ".join(pictures), code.get().code):
        return False
    code.update(wrong=0)
    return True


def offer_help(*, learner: User, helper: User) -> AssistedSignIn:
    """Six digits and a token for a few minutes, unlike all others of this moment. What was offered before is void."""
    now = timezone.now()
    AssistedSignIn.objects.waiting().filter(learner=learner, helper=helper).update(expires_at=now)
    taken = {offer.digits for offer in AssistedSignIn.objects.waiting()}
    seed = get_random_string(43)
    while tokens.digits_from(seed) in taken:
        seed = get_random_string(43)
    expires = now + timedelta(seconds=OFFER_SECONDS)
    return AssistedSignIn.objects.create(learner=learner, helper=helper, seed=seed, offered_at=now, expires_at=expires)


def take_help(*, pk: int, tap: str) -> AssistedSignIn | None:
    """Uses up an offer, for whoever comes first; None if that was somebody else, or it is too late.

    A second tap of a shaking hand is the same `tap`, and gets in too.
    """
    now = timezone.now()
    offers = AssistedSignIn.objects.filter(pk=pk)
    first = Q(used_at=None, expires_at__gt=now)
    again = Q(used_at__gt=now - timedelta(seconds=SAME_TAP_SECONDS), tap=tap)
    if not offers.filter(first | again).update(used_at=now, tap=tap):
        return None
    return offers.select_related("learner").get()


@transaction.atomic
def end_assisted(assisted: AssistedSignIn) -> None:
    """It was the wrong person: what was begun with it ends."""
    Session.objects.filter(session_key=assisted.session_key).delete()
    AssistedSignIn.objects.filter(pk=assisted.pk).update(session_key="")
