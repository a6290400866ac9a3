"""The targets that a person says they are asked to meet. Nobody else sets or sees them."""

from datetime import date

from college.people.models import User
from college.progress.models import HourTarget, LearnerTarget


def ask_of(*, learner: User, target: HourTarget, since: date) -> LearnerTarget:
    """Counts the target's years from that day on; also when they were counted from another before."""
    own, _created = LearnerTarget.objects.update_or_create(learner=learner, target=target, defaults={"since": since})
    return own


def no_longer_ask(*, learner: User, pk: int) -> None:
    """Credited hours stay as they are. Raises LearnerTarget.DoesNotExist if that is not one of the learner's."""
    LearnerTarget.objects.get(learner=learner, pk=pk).delete()
