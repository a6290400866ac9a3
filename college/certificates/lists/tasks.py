"""Background work. What it needs is imported when it runs: a web process only queues it."""

from django_tasks import task

from media.tasks import later


@task()
def work_off_list(list_id: int) -> None:
    from college.certificates.models import IssueList
    from media.attempts import attempt

    attempt(IssueList, list_id, later("college.certificates.lists.working.work_off"))
