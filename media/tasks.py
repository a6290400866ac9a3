"""Background work. A task takes an id, reads again, and may run twice with the same result.

What a task needs is imported when it runs: a web process that only queues it loads neither decoder nor engine.
"""

from django_tasks import task


@task(priority=10)
def probe_video(video_id: int) -> None:
    from media.attempts import attempt
    from media.models import Video
    from media.probing import examine

    attempt(Video, video_id, examine)


@task()
def plan_transcript(transcript_id: int) -> None:
    from media.attempts import attempt
    from media.models import Transcript
    from media.transcribing import plan

    attempt(Transcript, transcript_id, plan)


@task()
def transcribe_chunk(chunk_id: int) -> None:
    from media.attempts import attempt
    from media.models import Chunk
    from media.transcribing import transcribe
    from media.transcripts import settle

    attempt(Chunk, chunk_id, transcribe)
    settle(Chunk.objects.filter(pk=chunk_id))
