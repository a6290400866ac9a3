from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from college.people.models import User

# What a status list says of a certificate; an index of those for which it holds has the same condition.
WITHDRAWN = models.Q(revoked_at__isnull=False) | models.Q(superseded_at__isnull=False)


class AwardQuerySet(models.QuerySet[Any]):
    def active(self) -> "AwardQuerySet":
        return self.filter(is_active=True)

    def with_certificate_of(self, user: "User | AnonymousUser") -> "AwardQuerySet":
        """Each award with `held`: the serial of this person's valid certificate, or None."""
        from college.certificates.models import Certificate

        held = Certificate.objects.valid().filter(award=models.OuterRef("pk"), holder=user.pk).order_by("-pk")
        return self.annotate(held=models.Subquery(held.values("serial")[:1]))

    def of_course(self, path: str) -> "AwardQuerySet":
        """The awards that ask for the course at this path of the page tree."""
        return self.filter(required__course__path=path)


class CertificateQuerySet(models.QuerySet[Any]):
    def standing(self) -> "CertificateQuerySet":
        """Neither revoked nor followed by another; it may have expired."""
        return self.filter(revoked_at=None, superseded_at=None, renewed_at=None)

    def valid(self) -> "CertificateQuerySet":
        unexpired = models.Q(valid_until=None) | models.Q(valid_until__gte=timezone.localdate())
        return self.filter(unexpired, revoked_at=None, superseded_at=None)

    def withdrawn_by(self, code: str, year: int) -> "CertificateQuerySet":
        """Revoked or corrected, of those that the issuer with this code gave in this year."""
        return self.filter(WITHDRAWN, serial__startswith=f"{code}-{year}-")

    def of(self, user: "User | AnonymousUser") -> "CertificateQuerySet":
        return self.filter(holder=user.pk)

    def with_picture(self) -> "CertificateQuerySet":
        """Those of which a picture can be drawn: their holder is not erased, and how they look was kept with them."""
        return self.filter(erased_at=None, layout__isnull=False).select_related("layout")

    def readable_by(self, user: "User | AnonymousUser") -> "CertificateQuerySet":
        """Whose PDF this person may have: their own unless revoked, and for who may look through all that they see."""
        from college.certificates.desk.scope import at_or_below

        readable = models.Q(holder=user.pk, revoked_at=None)
        if user.has_perm("certificates.view_certificate"):
            readable |= at_or_below(cast("User", user), "award__issuer__organisation")
        return self.filter(readable, erased_at=None)


class NominationQuerySet(models.QuerySet[Any]):
    def open(self) -> "NominationQuerySet":
        return self.filter(state__in=self.model.OPEN)

    def of(self, person: "User | AnonymousUser") -> "NominationQuerySet":
        return self.filter(person=person.pk)

    def shown(self, day: date) -> "NominationQuerySet":
        """Those that the public may look at on this day."""
        return self.filter(state="published", publicity__starts_on__lte=day, publicity__ends_on__gte=day)

    def shown_long_enough(self, day: date) -> "NominationQuerySet":
        return self.filter(state="published", publicity__ends_on__lt=day)

    def to_tell(self, person: "User | AnonymousUser") -> "NominationQuerySet":
        """Where each of a person's stands that has not become a certificate, the latest of each award and occasion."""
        alike = {name: models.OuterRef(name) for name in ("award", "person", "occasion")}
        later = self.model.objects.filter(pk__gt=models.OuterRef("pk"), **alike)
        return self.of(person).exclude(state="issued").filter(~models.Exists(later)).order_by("-made_at", "-pk")

    def that_wait_for(self, user: "User") -> "NominationQuerySet":
        """What this person may decide on, as `reviewed_by` says or as a superuser; nothing of their own."""
        open_ones = self.open().exclude(person=user.pk)
        return open_ones if user.is_superuser else open_ones.reviewed_by(user)

    def reviewed_by(self, user: "User") -> "NominationQuerySet":
        """Of who may review: where they are named; and at their organisations where nobody is named any more."""
        from college.certificates.desk.scope import at_or_below

        if not user.has_perm("certificates.review_nomination"):
            return self.none()
        unnamed = models.Q(award__reviewers=None) & at_or_below(user, "award__issuer__organisation")
        return self.filter(models.Q(award__reviewers=user.pk) | unnamed)


class CertificateManager(models.Manager.from_queryset(CertificateQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> CertificateQuerySet:
        """Lists need no PDF and no credential; they are read when they are asked for."""
        return cast(CertificateQuerySet, super().get_queryset().defer("pdf", "credential", "credential_jwt"))
