from typing import TYPE_CHECKING, Self

from django.db.models import Case, CharField, Exists, ExpressionWrapper, F, OuterRef, Q, When
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

    def in_work_or_failed(self) -> Self:
        """Those on which something is to be waited for or put right before they can be shown with captions; what failed
        comes first."""
        from media.models import Transcript

        spoken = Transcript.objects.filter(video=OuterRef("pk"), language=OuterRef("language"))
        open_or_failed = ["waiting", "running", "failed"]
        found = self.filter(Q(state__in=open_or_failed) | Exists(spoken.filter(state__in=open_or_failed)))
        has_failed = Q(state="failed") | Exists(spoken.filter(state="failed"))
        return found.order_by(Case(When(has_failed, then=0), default=1), "-created_at", "-pk")

    def with_doubtful_lines(self) -> Self:
        """Those whose captions are done and have lines that somebody should listen to again."""
        from media.captions.doubts import doubtful_lines

        doubtful = doubtful_lines().filter(transcript__video=OuterRef("pk"), transcript__state="done")
        return self.filter(Exists(doubtful)).order_by("-created_at", "-pk")

    def changeable_by(self, user: "User") -> Self:
        return self._permitted(user, "change")

    def in_private_collections(self) -> Self:
        """Those in a collection, or below one, that not everybody may look into."""
        path = ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
        above = CollectionViewRestriction.objects.alias(path=path).filter(path__startswith=F("collection__path"))
        return self.filter(Exists(above))

    def choosable_by(self, user: "User") -> Self:
        """Those that this person may put on a page, and so show to others."""
        return self._permitted(user, "choose")

    def _permitted(self, user: "User", action: str) -> Self:
        policy = policy_registry.get_by_type(self.model)
        return self.filter(pk__in=policy.instances_user_has_any_permission_for(user, [action]).values("pk"))
