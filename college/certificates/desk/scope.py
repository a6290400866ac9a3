"""Whose certificates, rules and nominations somebody at the desk sees.

Those of the issuers that stand at or below an organisation they work in (see `progress.teaching.scope.paths_of`);
superusers see all. What they may do there is a matter of permissions besides.
"""

from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from college.certificates.models import Award, Certificate, IssueList, Issuer, Nomination, PublicityList
from college.certificates.querysets import AwardQuerySet, CertificateQuerySet
from college.people.models import Membership, Organisation, User
from college.progress.models import Enrolment
from college.progress.teaching.scope import paths_of


def at_or_below(user: User, organisation: str = "") -> Q:
    """What has its organisation, looked up by this name, where the user works, or below. All, for a superuser."""
    if user.is_superuser:
        return ~Q(pk__in=[])  # an empty Q would vanish where it is an alternative
    lookup = f"{organisation}__path__startswith" if organisation else "path__startswith"
    return reduce(or_, [Q(**{lookup: path}) for path in paths_of(user)], Q(pk__in=[]))


def organisations_seen_by(user: User) -> QuerySet[Organisation]:
    return Organisation.objects.filter(at_or_below(user))


def issuers_seen_by(user: User) -> QuerySet[Issuer]:
    return Issuer.objects.filter(at_or_below(user, "organisation"))


def awards_seen_by(user: User) -> AwardQuerySet:
    return Award.objects.filter(at_or_below(user, "issuer__organisation"))


def certificates_seen_by(user: User) -> CertificateQuerySet:
    return Certificate.objects.filter(at_or_below(user, "award__issuer__organisation"))


def nominations_seen_by(user: User) -> QuerySet[Nomination]:
    return Nomination.objects.filter(at_or_below(user, "award__issuer__organisation"))


def publicity_seen_by(user: User) -> QuerySet[PublicityList]:
    return PublicityList.objects.filter(at_or_below(user, "award__issuer__organisation"))


def lists_seen_by(user: User) -> QuerySet[IssueList]:
    return IssueList.objects.filter(at_or_below(user, "award__issuer__organisation"))


def people_seen_by(user: User) -> QuerySet[User]:
    """Whom they may choose to give a certificate: who belongs there, or learns in a course that is provided there."""
    people = User.objects.filter(is_active=True)
    if user.is_superuser:
        return people
    belonging = Membership.objects.filter(at_or_below(user, "organisation"), user=OuterRef("pk"))
    learning = Enrolment.objects.filter(at_or_below(user, "course__provider"), learner=OuterRef("pk"))
    return people.filter(Exists(belonging) | Exists(learning))
