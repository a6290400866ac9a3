"""Whom a row is about: by telephone number or login name, and the name must agree; or, where neither is written, by
the name alone if only one person has it. Nobody is found whom the editor may not see."""

from collections import defaultdict
from collections.abc import Iterable
from unicodedata import normalize

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from college.certificates.desk.scope import people_seen_by
from college.certificates.lists import columns
from college.certificates.lists.reading import Entry
from college.people.models import Membership, User
from college.people.names import visible

DOTS = dict.fromkeys([0x00B7, 0x2022, 0x2027, 0x30FB, 0x2E], "·")  # once widths are made equal


class NotFound(Exception):
    """In which column it shows that nobody, or nobody in particular, is meant; and why, in one sentence."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column, self.sentence = column, sentence


class People:
    """Those of the editor's people whom these rows may be about, with their memberships: two queries."""

    def __init__(self, entries: Iterable[Entry], editor: User) -> None:
        entries = list(entries)
        accounts = {entry.account for entry in entries if entry.account}
        names = {visible(entry.name) for entry in entries if not entry.account}
        meant = Q(phone__in=accounts) | Q(username__in=accounts) | Q(display_name__in=names)
        memberships = Prefetch("memberships", Membership.objects.select_related("organisation").order_by("pk"))
        self.by_account: dict[str, User] = {}
        self.by_name: dict[str, list[User]] = defaultdict(list)
        for person in people_seen_by(editor).filter(meant).prefetch_related(memberships).order_by("pk"):
            self.by_account[person.username] = person
            if person.phone:
                self.by_account[person.phone] = person
            self.by_name[folded(person.display_name)].append(person)

    def meant_by(self, entry: Entry) -> User:
        """Raises NotFound."""
        person = self._with_account(entry) if entry.account else self._with_name(entry)
        if entry.organisation and not belongs(person, entry.organisation):
            raise NotFound(columns.ORGANISATION, _("这个人不在这个组织。请核对，或者把这一格空着。"))
        return person

    def _with_account(self, entry: Entry) -> User:
        person = self.by_account.get(entry.account)
        if person is None:
            raise NotFound(
                columns.ACCOUNT,
                _("您能发证的人里，没有人用这个手机号或登录名。请核对；别的单位的人，请由他们的单位发证。"),
            )
        if folded(person.display_name) != folded(entry.name):
            raise NotFound(columns.NAME, _("用这个手机号或登录名的人不叫这个名字。请核对姓名和号码。"))
        return person

    def _with_name(self, entry: Entry) -> User:
        found = self.by_name[folded(entry.name)]
        if entry.organisation:
            found = [person for person in found if belongs(person, entry.organisation)]
        if not found:
            raise NotFound(columns.NAME, _("您能发证的人里没有叫这个名字的。请核对，或者写上手机号或登录名。"))
        if len(found) > 1:
            words = ngettext(
                "有 %(count)s 个人叫这个名字。请写上手机号或登录名来区分。",
                "有 %(count)s 个人叫这个名字。请写上手机号或登录名来区分。",
                len(found),
            )
            raise NotFound(columns.ACCOUNT, words % {"count": len(found)})
        return found[0]


def belongs(person: User, organisation: str) -> bool:
    return any(folded(each.organisation.name) == folded(organisation) for each in person.memberships.all())


def folded(name: str) -> str:
    """Alike for what looks alike: width, spaces, the dot within a name, capitals."""
    plain = normalize("NFKC", visible(name)).translate(DOTS)
    return "".join(plain.split()).casefold()
