"""Background work. What it needs is imported when it runs: a web process only queues it."""

from django_tasks import task

from media.tasks import later


@task()
def recognise_letter(letter_id: int) -> None:
    from college.literacy.letters.models import Letter
    from media.attempts import attempt

    attempt(Letter, letter_id, later("college.literacy.letters.recognition.recognise"))
