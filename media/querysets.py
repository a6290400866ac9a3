from typing import TYPE_CHECKING, Self

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q
from wagtail.models import CollectionViewRestriction
from wagtail.permissions import policy_registry

from media.models.work import WorkQuerySet

if TYPE_CHECKING:
    from college.people.models import User


class VideoQuerySet(WorkQuerySet):
    def unfinished(self) -> Self:
        """Those on which background work is going on or waits."""
        going_on = ["waiting", "running"]
        return self.filter(Q(state__in=going_on) | Q(transcripts__state__in=going_on)).distinct()

    def in_private_collections(self) -> Self:
        """Those in a collection, or below one, that not everybody may look into."""
        path = ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
        above = CollectionViewRestriction.objects.alias(path=path).filter(path__startswith=F("collection__path"))
        return self.filter(Exists(above))

    def choosable_by(self, user: "User") -> Self:
        """Those that this person may put on a page, and so show to others."""
        policy = policy_registry.get_by_type(self.model)
        return self.filter(pk__in=policy.instances_user_has_any_permission_for(user, ["choose"]).values("pk"))
