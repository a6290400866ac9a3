from typing import TYPE_CHECKING

from django.apps import apps
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from treebeard.mp_tree import MP_NodeManager, MP_NodeQuerySet

if TYPE_CHECKING:
    from college.people.models import Organisation, User  # noqa: F401


class UserQuerySet(models.QuerySet["User"]):
    def in_subtree(self, organisation: "Organisation") -> "UserQuerySet":
        """People who belong to the organisation or to any below it, each once."""
        memberships = apps.get_model("people", "Membership").objects
        inside = memberships.filter(organisation__path__startswith=organisation.path)
        return self.filter(pk__in=inside.values("user"))

    def only_learning(self) -> "UserQuerySet":
        """Active people who have nothing to do at a desk: only they may come in by a card or with somebody's help."""
        return self.filter(
            **{"is_active": True, "erased_at": None, "is_superuser": False, "is_staff": False},
            **{"groups": None, "user_permissions": None},
        )


class UserManager(DjangoUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]
    pass


class OrganisationQuerySet(MP_NodeQuerySet):
    def in_subtree(self, organisation: "Organisation") -> "OrganisationQuerySet":
        """The organisation and all below it."""
        return self.filter(path__startswith=organisation.path)


class OrganisationManager(MP_NodeManager.from_queryset(OrganisationQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> OrganisationQuerySet:
        return OrganisationQuerySet(self.model, using=self._db).order_by("path")
