import pytest
from pytest_django import Settings

from college.progress.xapi.checks import record_store_can_be_reached, statements_are_sent_in_private

ALL = ("https://lrs.example/xapi/", "name", "key")


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (("", "", ""), []),
        (ALL, []),
        ((ALL[0], "", "key"), ["progress.E001"]),
        (("", "name", "key"), ["progress.E001"]),
        (("lrs.example", "name", "key"), ["progress.E002"]),
        (("ftp://lrs.example", "name", "key"), ["progress.E002"]),
        (("https://lrs.example/xapi/statements/", "name", "key"), ["progress.E003"]),
    ],
)
def test_half_a_setting_is_named(settings: Settings, given: tuple[str, str, str], found: list[str]) -> None:
    settings.XAPI_ENDPOINT, settings.XAPI_USERNAME, settings.XAPI_PASSWORD = given
    assert [message.id for message in record_store_can_be_reached()] == found


@pytest.mark.parametrize(("address", "found"), [("http://lrs.example/", ["progress.W001"]), (ALL[0], []), ("", [])])
def test_a_key_sent_in_the_open_is_named(settings: Settings, address: str, found: list[str]) -> None:
    settings.XAPI_ENDPOINT = address
    assert [message.id for message in statements_are_sent_in_private()] == found
