from typing import TYPE_CHECKING, Any, cast

from django.contrib.auth.models import AnonymousUser
from django.db import models

if TYPE_CHECKING:
    from college.people.models import User


class AwardQuerySet(models.QuerySet[Any]):
    def active(self) -> "AwardQuerySet":
        return self.filter(is_active=True)

    def with_certificate_of(self, user: "User | AnonymousUser") -> "AwardQuerySet":
        """Each award with `held`: the serial of this person's valid certificate, or None."""
        from college.certificates.models import Certificate

        held = Certificate.objects.valid().filter(award=models.OuterRef("pk"), holder=user.pk)
        return self.annotate(held=models.Subquery(held.values("serial")[:1]))


class CertificateQuerySet(models.QuerySet[Any]):
    def valid(self) -> "CertificateQuerySet":
        return self.filter(revoked_at=None)

    def of(self, user: "User | AnonymousUser") -> "CertificateQuerySet":
        return self.filter(holder=user.pk)

    def readable_by(self, user: "User | AnonymousUser") -> "CertificateQuerySet":
        """Whose PDF this person may have: their own while valid, and all there are for staff who may look through."""
        return self.filter(erased_at=None) if user.has_perm("certificates.view_certificate") else self.valid().of(user)


class CertificateManager(models.Manager.from_queryset(CertificateQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> CertificateQuerySet:
        """Lists need no PDF; it is read when it is asked for."""
        return cast(CertificateQuerySet, super().get_queryset().defer("pdf"))
