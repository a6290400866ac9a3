"""Background work. What it needs is imported when it runs: a web process only queues it."""

from django_tasks import task

from media.tasks import later


@task()
def speak_saying(saying_id: int) -> None:
    from college.voice.models import Saying
    from media.attempts import attempt

    attempt(Saying, saying_id, later("college.voice.making.speak"))
