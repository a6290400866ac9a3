"""Background work: what a changed rule completes for a whole class must not keep an editor waiting."""

from django_tasks import task


@task()
def settle_rule(version_id: int, phase: int = 0, after: int = 0) -> None:
    from college.progress.settling import settle

    settle(version_id, phase, after)
