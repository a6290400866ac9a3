"""A college can be put into service: its settings hold and say what is missing; migrations lead to the models."""

import os
import re
import secrets
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

ROOT = Path(__file__).parents[1]


@pytest.fixture
def production(tmp_path: Path) -> dict[str, str]:
    """What a server's environment must say, and nothing else that this one happens to say."""
    return {
        "PATH": os.environ["PATH"],
        "VAR_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "college.settings.production",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "college.example",
    }


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def setting(environment: dict[str, str], expression: str) -> str:
    return run(environment, "-c", f"from django.conf import settings; print(settings.{expression})").stdout.strip()


def test_production_passes_every_check(production: dict[str, str]) -> None:
    done = run(production, "manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "WARNINGS" not in done.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS"])
@pytest.mark.parametrize("value", [None, ""])
def test_production_says_in_one_line_what_is_missing(production: dict[str, str], name: str, value: str | None) -> None:
    del production[name]
    done = run({**production, **({} if value is None else {name: value})}, "manage.py", "check")
    assert done.returncode == 1
    assert done.stderr == (
        f"college.settings.production: {name} must be set in the environment (see docs/operations.md).\n"
    )


def test_mail_goes_where_the_environment_says(production: dict[str, str]) -> None:
    production["EMAIL_URL"] = "submission://college:secret@mail.example:587"
    assert setting(production, "EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS") == "mail.example 587 True"


def test_what_is_printed_on_paper_names_the_public_address(production: dict[str, str]) -> None:
    assert setting(production, "WAGTAILADMIN_BASE_URL") == "https://college.example"
    production["SITE_URL"] = "https://learn.example"
    assert setting(production, "WAGTAILADMIN_BASE_URL") == "https://learn.example"


def test_what_the_database_url_asks_of_postgresql_is_kept_beside_the_pool(production: dict[str, str]) -> None:
    production["DATABASE_URL"] = "postgresql://college@db.example/college?sslmode=require"
    options = setting(production, "DATABASES['default']['OPTIONS']")
    assert "'sslmode': 'require'" in options
    assert "'pool'" in options


@pytest.mark.django_db
def test_the_migrations_lead_to_the_models_as_they_are() -> None:
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())


def test_each_migration_is_named_for_its_purpose() -> None:
    rooms = [Path(config.path) for config in apps.get_app_configs() if ".venv" not in config.path]
    names = [path.relative_to(ROOT) for room in rooms for path in room.glob("migrations/0*.py")]
    assert names
    generated = re.compile(r"(?!0001)\d{4}_(initial|auto_|alter_|.*_and_more)")
    unnamed = [str(name) for name in names if generated.match(name.name)]
    assert not unnamed, unnamed


@pytest.mark.parametrize("hosts", [".college.example", "*"])
def test_a_server_of_many_hosts_is_told_to_say_its_public_address(production: dict[str, str], hosts: str) -> None:
    production["ALLOWED_HOSTS"] = hosts
    done = run(production, "manage.py", "check")
    assert done.stderr == (
        "college.settings.production: SITE_URL must be set where ALLOWED_HOSTS begins with a pattern "
        "(see docs/operations.md).\n"
    )
    production["SITE_URL"] = "https://learn.example"
    assert setting(production, "WAGTAILADMIN_BASE_URL") == "https://learn.example"


def test_whoever_watches_the_server_asks_for_its_health_without_tls(production: dict[str, str]) -> None:
    assert setting(production, "SECURE_REDIRECT_EXEMPT") == "['^healthz$']"


def test_whoever_puts_a_proxy_in_front_is_told_to_name_it(production: dict[str, str]) -> None:
    check = ("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert "people.I002" in run(production, *check).stderr
    assert "people.I002" not in run({**production, "TRUSTED_PROXY_COUNT": "1"}, *check).stderr
