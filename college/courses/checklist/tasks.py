"""Background work. What it needs is imported when it runs: a web process only queues it."""

from django_tasks import task

from media.tasks import later


@task()
def measure_picture(row_id: int) -> None:
    from college.courses.models import PictureContrast
    from media.attempts import attempt

    attempt(PictureContrast, row_id, later("college.courses.checklist.measuring.measure"))


@task()
def look_at_address(row_id: int) -> None:
    from college.courses.models import AddressVisit
    from media.attempts import attempt

    attempt(AddressVisit, row_id, later("college.courses.checklist.visiting.look_at"))
