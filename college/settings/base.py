from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import Env

from college.settings import queues
from college.settings.storage import ADDRESSING_STYLES, private_storage, s3_settings

BASE_DIR = Path(__file__).resolve().parents[2]
env = Env()
env.read_env(BASE_DIR / ".env", recurse=False)

VAR_DIR: Path = env.path("VAR_DIR", BASE_DIR / "var")
DEBUG = env.bool("DEBUG", False)
ROOT_URLCONF = "college.urls"
WSGI_APPLICATION = "college.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SITE_ID = 1
SITE_NAME = "明亮学堂"

INSTALLED_APPS = [
    "college",
    "college.certificates",
    "college.literacy",
    "college.dialogue",
    "college.progress",
    "college.courses",
    "college.quizzes",
    "college.packages",
    "college.voice",
    "college.hanzi",
    "media",
    "cms",
    "college.people",
    "wagtail.contrib.forms",
    "wagtail.contrib.table_block",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "college.people.apps.WagtailUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "treebeard",
    "laces",
    "allauth",
    "allauth.account",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "college.packages.middleware.PackagesApart",
    "college.progress.middleware.PlayersFirst",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.editions.EditionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "college.csp.CSPMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "college.people.context_processors.reading",
                "cms.context_processors.site",
            ],
        },
    },
]

DATABASES = {"default": env.dj_db_url("DATABASE_URL", f"sqlite:///{VAR_DIR / 'mingliang.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # CONN_MAX_AGE leaks connections from granian's pool threads; psycopg's own pool does not.
    DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 8}
    # Only what `college.progress.watch_rows` asks is prepared. Behind a PgBouncer older than 1.21: None.
    DATABASES["default"]["OPTIONS"]["prepare_threshold"] = 0

REDIS_URL = env.str("REDIS_URL", "")
# Shared by all server processes, so that a limit on attempts is one limit.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {
        "BACKEND": "college.cache.FileCache",
        "LOCATION": VAR_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

TASK_QUEUE = env.str("TASK_QUEUE", queues.DATABASE)
TASKS = queues.task_backends(TASK_QUEUE)
if TASK_QUEUE == queues.REDIS:
    INSTALLED_APPS += ["django_rq"]
    RQ_QUEUES = queues.rq_queues(REDIS_URL)

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "college.people.cards.backend.CardBackend",
]
# How long somebody stays signed in who came in by a card, or with somebody's help.
CARD_SESSION_HOURS = env.int("CARD_SESSION_HOURS", 7 * 24)
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/my/"
SIGNUP_OPEN = env.bool("SIGNUP_OPEN", True)
# Without a sender nobody can receive a code, and signing in by code is not offered.
SMS_SENDER = env.str("SMS_SENDER", "")
ACCOUNT_ADAPTER = "college.people.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "college.people.forms.LoginForm",
    "signup": "college.people.forms.SignupForm",
    "change_password": "college.people.forms.ChangePasswordForm",
    "set_password": "college.people.forms.SetPasswordForm",
    "reset_password": "college.people.forms.ResetPasswordForm",
    "reset_password_from_key": "college.people.forms.ResetPasswordKeyForm",
    "request_login_code": "college.people.forms.RequestLoginCodeForm",
    "confirm_login_code": "college.people.forms.ConfirmLoginCodeForm",
    "change_phone": "college.people.forms.ChangePhoneForm",
    "verify_phone": "college.people.forms.VerifyPhoneForm",
    "reauthenticate": "college.people.forms.ReauthenticateForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "phone"}
# With "phone" here, the library would ask everybody who has none for one: it is added on the profile page.
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"【{SITE_NAME}】"
# The library's own generator keeps every address a person ever had, and mails a new password to any of them.
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_LOGIN_BY_CODE_ENABLED = bool(SMS_SENDER)
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_PHONE_VERIFICATION_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = ACCOUNT_PHONE_VERIFICATION_MAX_ATTEMPTS = 5
# The library's own codes look like JVWQ-HXLK: hard to read out and to type on a phone.
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"length": 6, "numeric": True, "dashed": False}
ACCOUNT_PHONE_VERIFICATION_CODE_FORMAT = ACCOUNT_LOGIN_BY_CODE_FORMAT
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True
# A whole class signs in behind one address, so addresses are given room; a name or number is not.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
    "signup": "60/m/ip",
    "request_login_code": "60/m/ip,3/m/key,10/h/key,20/d/key",
    "change_phone": "5/m/user",
    "verify_phone": "1/30s/key,30/m/ip,20/d/key",
    "card": "120/m/ip,20/m/key",
    "card_failed": "60/m/ip",
    "helped": "120/m/ip",
    # Six digits can be guessed: wrong ones are counted for the whole site together, too.
    "helped_failed": "10/5m/ip,40/10m/key",
    "help": "60/m/user",
}
# Limits count by the client's address; behind a proxy only a header that the proxy itself sets can be believed.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", 0)
ALLAUTH_TRUSTED_CLIENT_IP_HEADER = env.str("TRUSTED_CLIENT_IP_HEADER", "") or None

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
FORMAT_MODULE_PATH = ["college.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
# Beside where uploads end up: a video of some GB neither fills /tmp nor is copied once more. Several web machines share
# this folder, or send a person always to the same one.
FILE_UPLOAD_TEMP_DIR = VAR_DIR / "incoming"
FILE_UPLOAD_TEMP_DIR.mkdir(parents=True, exist_ok=True)
FILE_UPLOAD_HANDLERS = [
    "college.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "college.uploads.FileOnDisk",
]
MEDIA_URL = "/pictures/"
MEDIA_ROOT = VAR_DIR / "pictures"
S3 = s3_settings(env)
S3_ADDRESSING_STYLES = ADDRESSING_STYLES
STORAGES: dict[str, Any] = {
    # Pictures and documents, as Wagtail keeps them.
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What only a view that checks permission may hand out: videos, certificates.
    "private": private_storage(S3, VAR_DIR / "uploads"),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = env.str("SITE_URL", f"http://127.0.0.1:{env.int('PORT', 8000)}")
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_AUTOSAVE_INTERVAL = 5000  # milliseconds: each save has the page, and on SQLite the database, to itself
EMAIL_TIMEOUT = 10  # seconds: letters about a page go out while it is locked
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_IMAGE_MODEL = "cms.Picture"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "odt", "pdf", "pptx", "txt", "xlsx"]
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "cms.search.backend"}}

# Who may watch a video is decided by the room that shows it; `media` only asks.
VIDEO_ACCESS_POLICY = "college.courses.access.may_watch"
# How it reaches them: direct, x-accel (by nginx, see deploy/nginx.conf) or redirect (by the bucket it is in).
VIDEO_DELIVERY = env.str("VIDEO_DELIVERY", "redirect" if S3["BUCKET"] else "direct")
# Who may take a quiz, and where its result leads back to, is decided by the room whose lessons ask it.
QUIZ_ACCESS_POLICY = "college.progress.access.quiz_place"
# What is written beside a video: transcripts are held against it.
VIDEO_CONTEXT = "college.courses.context.text_around"
VIDEO_MAX_BYTES = env.int("VIDEO_MAX_BYTES", 4 * 1024**3)
# A course as one file, with all its videos.
ARCHIVE_MAX_BYTES = env.int("ARCHIVE_MAX_BYTES", 32 * 1024**3)
# What uploads and copies leave free on the disk: for the database, the logs, what is being made.
DISK_RESERVE_BYTES = env.int("DISK_RESERVE_BYTES", 1024**3)
# How much of a bucket's videos a machine keeps at hand for its workers.
AT_HAND_MAX_BYTES = env.int("AT_HAND_MAX_BYTES", 20 * 1024**3)
WHISPER_ENGINE = env.str("WHISPER_ENGINE", "auto")
WHISPER_MODEL = env.str("WHISPER_MODEL", "base")
MODELS_DIR = VAR_DIR / "models"

# The private halves of the keys that sign certificates: kept by you, never in the database or the repository.
CERTIFICATE_KEYS_DIR: Path = env.path("CERTIFICATE_KEYS_DIR", VAR_DIR / "keys")

# A worker whose work hangs for good ends, so that whatever watches over it starts another.
WORKER_ENDS_WHEN_HUNG = True
# Run by every worker now and then: what a killed worker or a lost message left undone is taken up again.
WORKER_SWEEP_SECONDS = env.int("WORKER_SWEEP_SECONDS", 30)
WORKER_SWEEPS = [
    "cms.publishing.publish_what_is_due",
    "media.jobs.resume_abandoned_work",
    "media.uploads.actions.remove_expired_uploads",
    "media.renditions.begin_missing_renditions",
    "media.captions.actions.announce_corrections",
    "college.quizzes.actions.hand_in_overdue",
    "college.progress.settling.settle_what_is_due",
    "college.progress.passing.count_passed_quizzes",
    "college.progress.curves.refresh_curves",
    "college.certificates.earning.give_what_is_owed",
    "college.certificates.nominating.issue_what_was_shown",
    "college.certificates.reminders.remind",
    "college.people.privacy.erasure.end_sessions_left",
    "college.people.cards.forgetting.forget",
    "college.literacy.letters.actions.forget",
    "college.voice.actions.forget",
    "college.courses.recorded.forget_recordings",
    "college.courses.archive.actions.forget",
    "college.courses.checklist.actions.forget",
    "college.packages.actions.forget_unkept",
    "college.progress.hours.credit_minutes",
    "college.progress.xapi.recording.record_what_was_lost",
    "college.progress.xapi.sending.send_due",
]

# A second name of this server, such as https://packages.college.example, on which there is nothing but course packages:
# there they have an origin of their own (see docs/operations.md).
PACKAGES_ORIGIN = env.str("PACKAGES_ORIGIN", "").rstrip("/")

# A learning record store that completions, attempts and awards are told to, in xAPI; none unless all three are set.
XAPI_ENDPOINT = env.str("XAPI_ENDPOINT", "")
XAPI_USERNAME = env.str("XAPI_USERNAME", "")
XAPI_PASSWORD = env.str("XAPI_PASSWORD", "")
XAPI_TIMEOUT_SECONDS = env.int("XAPI_TIMEOUT_SECONDS", 10)

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # Who edited which page is in Wagtail's own log, in the database.
    "loggers": {"wagtail": {"level": "WARNING"}, "django_tasks": {"level": "WARNING"}, "rq.worker": {"level": "ERROR"}},
}
