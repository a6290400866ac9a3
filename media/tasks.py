"""Background work. A task takes an id, reads again, and may run twice with the same result.

What a task needs is imported when it runs: a web process that only queues it loads neither decoder nor engine. It is
imported within the attempt, so that a machine where something is missing says so in the row.
"""

from collections.abc import Callable
from typing import Any

from django.utils.module_loading import import_string
from django_tasks import task


@task()
def probe_video(video_id: int) -> None:
    from media.attempts import attempt
    from media.models import Video

    attempt(Video, video_id, later("media.probing.examine"))


@task()
def plan_transcript(transcript_id: int) -> None:
    from media.attempts import attempt
    from media.models import Transcript

    attempt(Transcript, transcript_id, later("media.transcribing.plan"))


@task()
def transcribe_chunk(chunk_id: int) -> None:
    from media.attempts import attempt
    from media.models import Chunk
    from media.transcripts import settle

    attempt(Chunk, chunk_id, later("media.transcribing.transcribe"))
    settle(Chunk.objects.filter(pk=chunk_id))


@task()
def make_rendition(rendition_id: int) -> None:
    from media.attempts import attempt
    from media.models import Rendition

    attempt(Rendition, rendition_id, later("media.renditions.making.make"))


@task()
def repair_transcripts(video_ids: list[int]) -> None:
    from media.models import Video

    for video in Video.objects.filter(pk__in=video_ids):
        later("media.glossaries.repairing.repair_video")(video)


@task()
def repair_all_transcripts() -> None:
    """Shares them out; a web process has no time to."""
    from media.glossaries.actions import repair_later
    from media.models import Video

    repair_later(Video.objects.values_list("pk", flat=True))


def later(path: str) -> Callable[..., Any]:
    return lambda *args: import_string(path)(*args)
