import pytest
from django.core.checks import run_checks
from pytest_django import Settings


def test_an_operator_who_misspells_the_policy_is_told(settings: Settings) -> None:
    settings.VIDEO_ACCESS_POLICY = "college.courses.access.may_wach"
    assert [message.id for message in run_checks()] == ["media.E001"]


def test_an_operator_who_misspells_the_delivery_is_told(settings: Settings) -> None:
    settings.VIDEO_DELIVERY = "pigeon"
    assert [message.id for message in run_checks()] == ["media.E005"]


def test_an_operator_who_misspells_the_engine_is_told_which_there_are(settings: Settings) -> None:
    settings.WHISPER_ENGINE = "fast-whisper"
    [message] = run_checks()
    assert message.id == "media.E010"
    assert "faster-whisper, openai-whisper" in message.hint


@pytest.mark.parametrize(("queue", "code"), [("rabbit", "college.E001"), ("redis", "college.E002")])
def test_an_operator_whose_queue_cannot_be_reached_is_told(settings: Settings, queue: str, code: str) -> None:
    settings.TASK_QUEUE, settings.REDIS_URL = queue, ""
    assert [message.id for message in run_checks()] == [code]
