"""Where somebody works: of what lies at or below those organisations they see people, papers and cards.

To work in an organisation is a membership as a social, community or party worker. Who is a volunteer, a resident or a
learner there sees nobody by it.
"""

from functools import reduce
from operator import or_

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q

from college.people.models import Membership, Organisation, StaffKind, User
from college.people.querysets import UserQuerySet

WORKERS = (StaffKind.SOCIAL_WORKER, StaffKind.COMMUNITY_WORKER, StaffKind.PARTY_WORKER)


def paths_of(user: User) -> tuple[str, ...]:
    """Of the organisations they work in."""
    works_in = Membership.objects.filter(user=user, kind__in=WORKERS).values("organisation")
    return tuple(Organisation.objects.filter(pk__in=works_in).values_list("path", flat=True))


def at_or_below(user: User, organisation: str = "") -> Q:
    """What has its organisation, looked up by this name, where the user works, or below. All, for a superuser."""
    if user.is_superuser:
        return ~Q(pk__in=[])  # an empty Q would vanish where it is an alternative
    lookup = f"{organisation}__path__startswith" if organisation else "path__startswith"
    return reduce(or_, [Q(**{lookup: path}) for path in paths_of(user)], Q(pk__in=[]))


def works_at_or_above(user: User, path: str) -> Exists:
    """Whether the user works in the organisation whose path this name looks up, or above. A part of a larger query."""
    places = Membership.objects.filter(user=user, kind__in=WORKERS).annotate(
        below=ExpressionWrapper(OuterRef(path), output_field=CharField())
    )
    return Exists(places.filter(below__startswith=F("organisation__path")))


def paths_down_to(path: str) -> list[str]:
    """Of the organisations from the district down to the one at this path: who works in any of them works above it."""
    return [path[:end] for end in range(Organisation.steplen, len(path) + 1, Organisation.steplen)]


def learners_seen_by(user: User) -> UserQuerySet:
    """Who only learns, and belongs to where the user works or below. For a superuser, wherever they belong."""
    learners = User.objects.only_learning().exclude(pk=user.pk)
    if user.is_superuser:
        return learners
    belonging = Membership.objects.filter(at_or_below(user, "organisation"), user=OuterRef("pk"))
    return learners.filter(Exists(belonging))
