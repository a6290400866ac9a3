"""Background work. What it needs is imported when it runs: a web process only queues it."""

from django_tasks import task

from media.tasks import later


@task()
def work_on_import(import_id: int) -> None:
    from college.courses.models import CourseImport
    from media.attempts import attempt

    attempt(CourseImport, import_id, later("college.courses.archive.actions.work"))
