"""What waits for workers, in which order, and how long it will take at the speed that was measured lately."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.utils import timezone

from media.models import Chunk, Rendition, Transcript, Video

# A worker looks for work every half second: what waits longer than this with nobody at work waits for a worker.
STARTING_TIME = timedelta(minutes=1)
MEASURED = 20


@dataclass(frozen=True)
class Waiting:
    """A transcript that is not finished; `seconds` of its video are left to hear."""

    video_id: int
    seconds: float


class Backlog:
    """Asked for once a page: the number of queries does not grow with what waits."""

    @cached_property
    def to_check(self) -> list[int]:
        """Videos whose file is yet to be looked at."""
        unchecked = Video.objects.unfinished_work().order_by("-priority", "created_at", "pk")
        return list(unchecked.values_list("pk", flat=True))

    @cached_property
    def to_transcribe(self) -> list[Waiting]:
        rows = Transcript.objects.unfinished_work().with_progress().order_by("-priority", "queued_at", "pk")
        told = rows.values_list("video_id", "video__duration", "planned", "heard")
        return [
            Waiting(video_id, max(planned - heard, 0) if planned else duration or 0)
            for video_id, duration, planned, heard in told
        ]

    def ahead_of(self, video: Video) -> int:
        """How many videos come before it at the stage it is at."""
        queue = [waiting.video_id for waiting in self.to_transcribe] if video.is_playable else self.to_check
        return queue.index(video.pk) if video.pk in queue else 0

    def seconds_until_done(self, video: Video) -> float | None:
        """None while nothing has been measured."""
        queue = [waiting.video_id for waiting in self.to_transcribe]
        if video.pk not in queue or not self.speed:
            return None
        return sum(waiting.seconds for waiting in self.to_transcribe[: queue.index(video.pk) + 1]) / self.speed

    @cached_property
    def speed(self) -> float:
        """Seconds of video that all workers together get through in a second; 0 if unknown."""
        latest = list(Chunk.objects.filter(took__gt=0).order_by("-pk").values_list("start", "end", "took")[:MEASURED])
        if not latest:
            return 0
        heard = sum(end - start for start, end, _took in latest)
        return max(self.workers, 1) * heard / sum(took or 0 for _start, _end, took in latest)

    @cached_property
    def workers(self) -> int:
        """How many are at work, on whatever: who makes a rendition now hears the next chunk."""
        return sum(lease is not None for lease in self.signs_of_life)

    @cached_property
    def signs_of_life(self) -> list[UUID | None]:
        """The leases of rows that some worker has held lately; None where it holds them no longer."""
        now = timezone.now()
        chunks, *others = (
            model.objects.filter(leased_until__gt=now).order_by().values_list("lease", flat=True)
            for model in (Chunk, Transcript, Video, Rendition)
        )
        return list(chunks.union(*others, all=True))

    def is_left_alone(self, queued_at: datetime | None) -> bool:
        """Whether work that was queued then should have been begun by now, if there were a worker."""
        return queued_at is not None and queued_at < timezone.now() - STARTING_TIME and not self.signs_of_life
