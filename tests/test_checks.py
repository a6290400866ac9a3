"""What an operator is told about settings of the project as a whole."""

import pytest
from django.core.checks import run_checks
from pytest_django import Settings


@pytest.mark.parametrize(
    "origin",
    [
        "packages.college.example",
        "//packages.college.example",
        "ftp://packages.college.example",
        "https://",
        "https://packages.college.example/files",
        "https://Packages.College.example",
        "https://a b.example",
    ],
)
def test_an_operator_whose_address_for_packages_is_no_scheme_and_host_is_told(settings: Settings, origin: str) -> None:
    settings.PACKAGES_ORIGIN = origin
    assert [message.id for message in run_checks()] == ["college.E003"]


@pytest.mark.parametrize("origin", ["https://college.example", "https://college.example:8443"])
def test_an_operator_who_would_run_packages_as_the_site_itself_is_told(settings: Settings, origin: str) -> None:
    settings.WAGTAILADMIN_BASE_URL, settings.PACKAGES_ORIGIN = "https://college.example", origin
    assert [message.id for message in run_checks()] == ["college.E004"]


@pytest.mark.parametrize("origin", ["", "https://packages.college.example", "http://localhost:8000"])
def test_an_address_for_packages_or_none_is_in_order(settings: Settings, origin: str) -> None:
    settings.WAGTAILADMIN_BASE_URL, settings.PACKAGES_ORIGIN = "https://college.example", origin
    assert run_checks() == []
