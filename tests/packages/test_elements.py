"""What is kept of what packages report about a learner."""

from college.packages import elements


def test_a_learner_keeps_their_place_when_a_package_reports_more_than_is_kept() -> None:
    """First the answers to single questions go, then the objectives."""
    place = {"cmi.core.lesson_location": "7", "cmi.suspend_data": "x" * elements.LONGEST_SUSPEND_DATA}
    objectives = {f"cmi.objectives.{n}.id": "o" * 1000 for n in range(100)}
    answers = {f"cmi.interactions.{n}.student_response": "a" * 1000 for n in range(100)}
    assert elements.merged({**place, **objectives}, answers) == {**place, **objectives}
    more = {f"cmi.objectives.{n}.id": "o" * 1000 for n in range(200)}
    assert elements.merged({**place, **more}, answers) == place
