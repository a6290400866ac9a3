import sys
from urllib.parse import urlsplit

from college.settings.base import *  # noqa: F403
from college.settings.base import PACKAGES_ORIGIN, env

for _name in ("SECRET_KEY", "ALLOWED_HOSTS"):
    if not env.str(_name, ""):
        sys.exit(f"college.settings.production: {_name} must be set in the environment (see docs/operations.md).")

SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS")
if ALLOWED_HOSTS[0].startswith((".", "*")) and not env.str("SITE_URL", ""):
    sys.exit(
        "college.settings.production: SITE_URL must be set where ALLOWED_HOSTS begins with a pattern "
        "(see docs/operations.md)."
    )
WAGTAILADMIN_BASE_URL = env.str("SITE_URL", f"https://{ALLOWED_HOSTS[0]}")

if PACKAGES_ORIGIN:
    ALLOWED_HOSTS.append(str(urlsplit(PACKAGES_ORIGIN).hostname))

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# Editors preview pages in a frame of the same site, so X_FRAME_OPTIONS cannot be DENY.
SILENCED_SYSTEM_CHECKS = ["security.W019"]

# EMAIL_HOST, EMAIL_PORT and their like. Without an address nothing is sent, and nothing is written to the log either,
# where a link to set a new password would let its reader in.
globals().update(env.dj_email_url("EMAIL_URL", "dummymail://"))
