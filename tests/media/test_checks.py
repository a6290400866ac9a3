from django.core.checks import run_checks
from pytest_django import Settings


def test_an_operator_who_misspells_the_policy_is_told(settings: Settings) -> None:
    settings.VIDEO_ACCESS_POLICY = "college.courses.access.may_wach"
    assert [message.id for message in run_checks()] == ["media.E001"]
