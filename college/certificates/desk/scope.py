"""Whose certificates, rules and nominations somebody at the desk sees.

Those of the issuers that stand at or below an organisation they work in (see `college.people.working`);
superusers see all. What they may do there is a matter of permissions besides.
"""

from django.db.models import Exists, OuterRef, QuerySet

from college.certificates.models import Award, Certificate, IssueList, Issuer, Nomination, PublicityList
from college.certificates.querysets import AwardQuerySet, CertificateQuerySet
from college.people.models import Membership, Organisation, User
from college.people.working import at_or_below as at_or_below
from college.progress.models import Enrolment


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
