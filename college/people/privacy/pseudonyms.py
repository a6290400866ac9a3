import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail import hooks

if TYPE_CHECKING:
    from college.people.models import User

SHORTEST = 2  # characters of a name that can be told from any other word


@dataclass(frozen=True)
class Pseudonym:
    """`name` stands from now on where one of `names` stood: all that a person is known to have been called here."""

    name: str
    names: frozenset[str]

    @classmethod
    def of(cls, person: "User", code: str) -> "Pseudonym":
        found: Iterable[str | None] = (name for ask in hooks.get_hooks("person_names") for name in ask(person))
        with override(settings.LANGUAGE_CODE):
            words = _("已注销用户 %(code)s") % {"code": code}
        return cls(words, frozenset(name for name in [person.display_name, *found] if name))

    def in_text(self, text: str) -> str:
        """What somebody wrote, without the names; one of a single character, or a number, would be any other word."""
        told = [name for name in self.names if len(name) >= SHORTEST and not name.isdigit()]
        longest_first = "|".join(map(re.escape, sorted(told, key=len, reverse=True)))
        return re.sub(longest_first, lambda _found: self.name, text) if told else text
