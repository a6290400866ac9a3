from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

from college.people.cards import tokens

if TYPE_CHECKING:
    from college.people.cards.models import AssistedSignIn, SignInCard  # noqa: F401


class CardQuerySet(models.QuerySet["SignInCard"]):
    def in_use(self) -> "CardQuerySet":
        return self.filter(revoked_at=None)

    def with_token(self, token: str) -> "CardQuerySet":
        return self.filter(digest__in=tokens.digests(token))


class AssistedQuerySet(models.QuerySet["AssistedSignIn"]):
    def waiting(self) -> "AssistedQuerySet":
        """Offered a moment ago, and not taken yet."""
        return self.filter(used_at=None, expires_at__gt=timezone.now())

    def used(self) -> "AssistedQuerySet":
        return self.exclude(used_at=None)

    def with_token(self, token: str) -> "AssistedSignIn | None":
        return next((offer for offer in self.waiting() if tokens.same(offer.token, token)), None)

    def with_digits(self, digits: str) -> "AssistedSignIn | None":
        return next((offer for offer in self.waiting() if tokens.same(offer.digits, digits)), None)
