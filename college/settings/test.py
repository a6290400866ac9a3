import atexit
import os
import shutil
import tempfile
from pathlib import Path

from college.settings.base import *  # noqa: F403
from college.settings.base import DATABASES, STORAGES, VAR_DIR
from college.settings.storage import local_storage

SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SMS_SENDER = "tests.people.outbox.OutboxSender"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
WORKER_ENDS_WHEN_HUNG = False  # the worker is the tests' own process

# The speech models are fetched once into the real var/; everything that tests write goes elsewhere.
MODELS_DIR = VAR_DIR / "models"
# A process that tests start makes its folder in that of the first, which removes all when it ends, as a worker that was
# killed could not. One that was forked ends as the first does, and removes nothing.
_first = os.environ.get("MINGLIANG_TESTS_DIR")
VAR_DIR = Path(tempfile.mkdtemp(prefix="mingliang-tests-", dir=_first))


def _remove(maker: int) -> None:
    if os.getpid() == maker:
        shutil.rmtree(VAR_DIR, ignore_errors=True)


if not _first:
    os.environ["MINGLIANG_TESTS_DIR"] = str(VAR_DIR)
    atexit.register(_remove, os.getpid())
MEDIA_ROOT = VAR_DIR / "pictures"
FILE_UPLOAD_TEMP_DIR = VAR_DIR / "incoming"
FILE_UPLOAD_TEMP_DIR.mkdir()
CERTIFICATE_KEYS_DIR = VAR_DIR / "keys"
STORAGES = {
    **STORAGES,
    "private": local_storage(VAR_DIR / "uploads"),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

# A file, as in use: in memory, two threads that write meet "table is locked" instead of waiting for one another.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
