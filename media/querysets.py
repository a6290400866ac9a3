from typing import Self

from django.db.models import Q

from media.models.work import WorkQuerySet


class VideoQuerySet(WorkQuerySet):
    def unfinished(self) -> Self:
        """Those on which background work is going on or waits."""
        going_on = ["waiting", "running"]
        return self.filter(Q(state__in=going_on) | Q(transcripts__state__in=going_on)).distinct()
