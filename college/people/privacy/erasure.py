from collections.abc import Collection
from datetime import timedelta
from functools import partial

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import get_random_string
from wagtail import hooks
from wagtail.log_actions import log

from college.people.models import TextSize, User
from college.people.privacy.pseudonyms import Pseudonym

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no letter that looks like a digit
DAY = 86400


class ErasureRefused(Exception):
    """Nothing was erased: `code` is "last-administrator"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def erase(*, person: User, by: User) -> User:
    """Take away what is known of a person, for good; what has to stay belongs to a pseudonym. Once, however often.

    `by` is who asked for it, in the log: the person or an administrator. Raises ErasureRefused.
    """
    # Administrators are locked with the person: of the last two, each erased at the same moment, one stays.
    administrators = Q(is_superuser=True, is_active=True)
    locked = list(User.objects.select_for_update().filter(Q(pk=person.pk) | administrators).order_by("pk"))
    person = next(user for user in locked if user.pk == person.pk)
    if person.erased_at:
        return person
    if person.is_superuser and not any(user.is_superuser and user.is_active for user in locked if user != person):
        raise ErasureRefused("last-administrator")
    code = get_random_string(8, ALPHABET)
    pseudonym = Pseudonym.of(person, code)
    for take_away in hooks.get_hooks("erase_person"):
        take_away(person, pseudonym)
    _become(person, pseudonym.name, username=f"erased-{code.lower()}")
    log(person, "people.erase", user=person if by.pk == person.pk else by, title=pseudonym.name)
    transaction.on_commit(partial(end_sessions, {person.pk}), robust=True)
    return person


def _become(person: User, pseudonym: str, *, username: str) -> None:
    """A row that records can point to, and nobody can sign in as. The new password ends what sessions there are."""
    person.username, person.display_name = username, pseudonym
    person.phone, person.phone_verified, person.email = None, False, ""
    person.is_active = person.is_staff = person.is_superuser = False
    person.last_login, person.text_size = None, TextSize.STANDARD
    person.erased_at = timezone.now()
    person.set_unusable_password()
    person.save()
    person.groups.clear()
    person.user_permissions.clear()


def end_sessions(pks: Collection[int]) -> None:
    """They hold what was typed on the way in: a name, a number. Nothing but reading them all tells whose they are."""
    whose = set(map(str, pks))
    for session in Session.objects.iterator(500):
        if session.get_decoded().get(SESSION_KEY) in whose:
            session.delete()


def end_sessions_left() -> None:
    """Once a day, those of whoever was erased in the last two: the server may have died before it ended them."""
    if cache.add("people:ended-sessions-left", True, DAY):
        since = timezone.now() - timedelta(days=2)
        if pks := User.objects.filter(erased_at__gte=since).values_list("pk", flat=True):
            end_sessions(pks)
