from django.core.management.utils import get_random_secret_key

from college.settings.base import *  # noqa: F403
from college.settings.base import PACKAGES_ORIGIN, SMS_SENDER, STORAGES, VAR_DIR, WAGTAILADMIN_BASE_URL


def _kept_secret() -> str:
    """One secret a machine, made at the first start, so that sessions survive a restart."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(get_random_secret_key())
    return path.read_text()


SECRET_KEY = _kept_secret()
ALLOWED_HOSTS = ["*"]
SMS_SENDER = SMS_SENDER or "college.people.sms.ConsoleSender"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
# This machine has two names, so the course packages of the other are apart from the site.
if "//127.0.0.1" in WAGTAILADMIN_BASE_URL:
    PACKAGES_ORIGIN = PACKAGES_ORIGIN or WAGTAILADMIN_BASE_URL.replace("//127.0.0.1", "//localhost").rstrip("/")
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
