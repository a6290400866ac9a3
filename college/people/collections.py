"""Wagtail's permissions for collections and for what lies in them, by group, narrowed to where a person works.

Each organisation has a collection, inside that of the one above it. Who works there or above adds to it and to those
below it, and changes what lies in them. From it may choose, besides, who works further down: what a district has made
is for its communities. What lies in no organisation's collection is for those whose groups may, wherever they work.
"""

from collections.abc import Collection as Several
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Substr
from wagtail.models import Collection
from wagtail.permission_policies.collections import (
    CollectionManagementPermissionPolicy,
    CollectionOwnershipPermissionPolicy,
    CollectionPermissionLookupMixin,
)

from college.people.models import Membership, Organisation
from college.people.working import WORKERS, works_at_or_above

if TYPE_CHECKING:
    from college.people.models import User

DEEPEST = 10
"""Levels of collections that are looked through for whose they are, the root counted; Organisation has four."""


def within_reach(collections: "QuerySet[Collection]", user: "User", action: str) -> "QuerySet[Collection]":
    """Of these, those in which the person may do this. No query of its own."""
    inside = [Substr(OuterRef("path"), 1, Collection.steplen * depth) for depth in range(2, DEEPEST + 1)]
    owners = Organisation.objects.order_by().filter(collection__path__in=inside)
    is_theirs = works_at_or_above(user, "path")
    if action == "choose":
        works_in = Membership.objects.filter(user=user, kind__in=WORKERS)
        is_above = Exists(works_in.filter(organisation__path__startswith=OuterRef("path")))
        return collections.exclude(Exists(owners.exclude(is_theirs | is_above)))
    owned = Exists(owners.filter(is_theirs))
    return collections.filter(owned if action == "add" else owned | ~Exists(owners))


class InOrganisations(CollectionPermissionLookupMixin):
    def _check_perm(self, user: "User", actions: Several[str], collection: Collection | None = None) -> bool:
        if not super()._check_perm(user, actions, collection):
            return False
        if collection and not user.is_superuser:
            this = Collection.objects.filter(pk=collection.pk)
            actions = {one for one in actions if _any(user, (collection.pk, one), within_reach(this, user, one))}
        return bool(super()._check_perm(user, actions, collection))

    def _collections_with_perm(self, user: "User", actions: Several[str]) -> "QuerySet[Collection]":
        found = Collection.objects.none()
        for action in actions:
            found |= within_reach(super()._collections_with_perm(user, {action}), user, action)
        return found

    def user_has_permission(self, user: Any, action: str) -> bool:
        """To add, there must be a collection to add to."""
        may = bool(super().user_has_permission(user, action))
        if not may or action != "add" or user.is_superuser:
            return may
        permissions = self._get_user_permission_objects_for_actions(user, {action})
        roots = frozenset(permission.collection_id for permission in permissions)
        return _any(user, (roots, action), self._collections_with_perm(user, {action}))


def _any(user: "User", key: Hashable, collections: "QuerySet[Collection]") -> bool:
    """Asked once of a person as long as their row is at hand, as Wagtail does with the permissions of groups."""
    known: dict[Hashable, bool] = user.__dict__.setdefault("_collections_reached", {})
    if key not in known:
        known[key] = collections.exists()
    return known[key]


class MembersPolicy(InOrganisations, CollectionOwnershipPermissionPolicy):
    """For what lies in collections."""


class CollectionsPolicy(InOrganisations, CollectionManagementPermissionPolicy):
    """For collections themselves."""

    def _descendants_with_perm(self, user: "User", action: str) -> "QuerySet[Collection]":
        return within_reach(super()._descendants_with_perm(user, action), user, action)
