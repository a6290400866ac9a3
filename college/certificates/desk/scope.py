"""Whose certificates, rules and nominations somebody at the desk sees.

Those of the issuers that stand at or below an organisation they work in (see `college.people.working`);
superusers see all. What they may do there is a matter of permissions besides.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from college.certificates.models import Award, Certificate, IssueList, Issuer, Nomination, PublicityList, Template
from college.certificates.querysets import AwardQuerySet, CertificateQuerySet, NominationQuerySet
from college.people.models import Membership, Organisation, User
from college.people.working import WORKERS, paths_of
from college.people.working import at_or_below as at_or_below
from college.progress.models import Enrolment

BACKEND = "django.contrib.auth.backends.ModelBackend"


def organisations_seen_by(user: User) -> QuerySet[Organisation]:
    return Organisation.objects.filter(at_or_below(user))


def issuers_seen_by(user: User) -> QuerySet[Issuer]:
    return Issuer.objects.filter(at_or_below(user, "organisation"))


def awards_seen_by(user: User) -> AwardQuerySet:
    return Award.objects.filter(at_or_below(user, "issuer__organisation"))


def templates_seen_by(user: User) -> QuerySet[Template]:
    """By which they may have certificates look: those of their issuers, and the college's own."""
    return Template.objects.filter(Q(issuer=None) | at_or_below(user, "issuer__organisation"))


def certificates_seen_by(user: User) -> CertificateQuerySet:
    return Certificate.objects.filter(at_or_below(user, "award__issuer__organisation"))


def nominations_seen_by(user: User) -> NominationQuerySet:
    return Nomination.objects.filter(at_or_below(user, "award__issuer__organisation"))


def publicity_seen_by(user: User) -> QuerySet[PublicityList]:
    return PublicityList.objects.filter(at_or_below(user, "award__issuer__organisation"))


def lists_seen_by(user: User) -> QuerySet[IssueList]:
    return IssueList.objects.filter(at_or_below(user, "award__issuer__organisation"))


def works_at_or_above(person: User, path: str) -> bool:
    """Whether they work in the organisation at this path or in one that it stands below."""
    return path.startswith(paths_of(person) or ("?",)) or person.is_superuser


def reviewers_seen_by(user: User) -> QuerySet[User]:
    """Whom they may name as reviewers: who may review, and works where they work, below or above."""
    able = User.objects.with_perm("certificates.review_nomination", backend=BACKEND).filter(is_active=True)
    above = [
        path[:end] for path in paths_of(user) for end in range(Organisation.steplen, len(path), Organisation.steplen)
    ]
    place = at_or_below(user, "organisation") | Q(organisation__path__in=above)
    working = Membership.objects.filter(place, user=OuterRef("pk"), kind__in=WORKERS)
    return able.filter(Exists(working)).prefetch_related("memberships__organisation").order_by("display_name", "pk")


def people_seen_by(user: User) -> QuerySet[User]:
    """Whom they may choose to give a certificate: who belongs there, or learns in a course that is provided there."""
    people = User.objects.filter(is_active=True)
    if user.is_superuser:
        return people
    belonging = Membership.objects.filter(at_or_below(user, "organisation"), user=OuterRef("pk"))
    learning = Enrolment.objects.filter(at_or_below(user, "course__provider"), learner=OuterRef("pk"))
    return people.filter(Exists(belonging) | Exists(learning))
