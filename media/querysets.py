from typing import TYPE_CHECKING, Self

from django.db.models import Q
from wagtail.permissions import policy_registry

from media.models.work import WorkQuerySet

if TYPE_CHECKING:
    from college.people.models import User


class VideoQuerySet(WorkQuerySet):
    def unfinished(self) -> Self:
        """Those on which background work is going on or waits."""
        going_on = ["waiting", "running"]
        return self.filter(Q(state__in=going_on) | Q(transcripts__state__in=going_on)).distinct()

    def choosable_by(self, user: "User") -> Self:
        """Those that this person may put on a page, and so show to others."""
        policy = policy_registry.get_by_type(self.model)
        return self.filter(pk__in=policy.instances_user_has_any_permission_for(user, ["choose"]).values("pk"))
