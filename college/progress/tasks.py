"""Background work: what a changed rule completes for a whole class must not keep an editor waiting."""

from django_tasks import task


@task()
def settle_rule(version_id: int, phase: int = 0, after: int = 0) -> None:
    from college.progress.settling import settle

    settle(version_id, phase, after)


@task()
def tell_of_attempts(attempt_ids: list[int]) -> None:
    from college.progress.xapi import events
    from college.progress.xapi.recording import record

    attempts = events.ATTEMPTS.filter(pk__in=attempt_ids, learner__is_active=True)
    record(*map(events.attempt_finished, attempts))
