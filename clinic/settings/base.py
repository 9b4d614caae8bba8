"""What every way of running Alcove shares. Secrets and addresses come from the environment."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from clinic.settings import env
from clinic.settings.api import *
from clinic.settings.watching import *

ROOT = Path(__file__).resolve().parents[2]

SECRET_KEY = env.text("ALCOVE_SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = env.words("ALCOVE_HOSTS", "localhost 127.0.0.1")
ALCOVE_BASE_URL = env.text("ALCOVE_BASE_URL", "http://127.0.0.1:8000").rstrip("/")

ALCOVE_KEYRING = env.text("ALCOVE_KEYRING")
ALCOVE_AUDIT_KEY = env.text("ALCOVE_AUDIT_KEY")
ALCOVE_FILES_DIR = env.folder("ALCOVE_FILES_DIR", ROOT / ".alcove" / "files")
_heads = env.text("ALCOVE_AUDIT_HEADS_DIR", "")
ALCOVE_AUDIT_HEADS_DIR = Path(_heads) if _heads else None
ALCOVE_UPLOAD_MAX_BYTES = env.number("ALCOVE_UPLOAD_MAX_BYTES", 25 * 1024 * 1024, least=1024)
ALCOVE_CLAMD = env.text("ALCOVE_CLAMD", "")  # host:port of a virus scanner; uploads go through it
ALCOVE_WEBHOOK_PRIVATE_HOSTS = env.words("ALCOVE_WEBHOOK_PRIVATE_HOSTS")  # inside, HTTP too
ALCOVE_IDLE_SECONDS = env.number("ALCOVE_IDLE_SECONDS", 15 * 60, least=60)
ALCOVE_DEMO = False

INSTALLED_APPS = [
    "clinic.tenancy",
    "clinic.vault",
    "clinic.audit",
    "clinic.people",
    "clinic.access",
    "clinic.pages",
    "clinic.notices",
    "clinic.webhooks",
    "clinic.files",
    "clinic.rest",
    "clinic.office",
    "clients",
    "cases",
    "interpreters",
    "staffing",
    "agenda",
    "documents",
    "engagement",
    "filings",
    "referrals",
    "packets",
    "reports",
    "records",
    "exchange",
    "desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # widgets are drawn from our templates folder
    "guardian",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "template_partials",
    "rest_framework",
    "drf_spectacular",
]

MIDDLEWARE = [
    "clinic.tenancy.middleware.FreshBinding",
    "clinic.pages.middleware.SecurityHeaders",
    # Django pads what it packs at random, so that a length tells nothing (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "clinic.pages.middleware.PlainEncoding",
    "clinic.pages.middleware.RequestSize",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "clinic.access.middleware.RefusalLog",
    "clinic.access.middleware.Doors",
]

ROOT_URLCONF = "clinic.urls"
WSGI_APPLICATION = "clinic.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# In the default, messages go to a cookie, which a browser may keep on a shared machine.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

DATABASES = {
    "default": {
        **env.database(),
        "ATOMIC_REQUESTS": True,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.text("REDIS_URL")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
}

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "allauth.account.auth_backends.AuthenticationBackend",
    "guardian.backends.ObjectPermissionBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ANONYMOUS_USER_NAME = None
GUARDIAN_MONKEY_PATCH_USER = False
GUARDIAN_RAISE_403 = False

ACCOUNT_ADAPTER = "clinic.people.adapters.InvitationOnly"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # the invitation mail proved the address
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # else anybody could have us mail any address
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
MFA_ADAPTER = "clinic.people.adapters.SealedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Alcove"
# Three statements a page, one of them a write, to know when a session was last used: the idle lock
# knows that already.
USERSESSIONS_TRACK_ACTIVITY = False

SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "clinic.pages.views.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# A form is text; bigger bodies are uploads, which the sealed handler streams.
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 400
DATA_UPLOAD_MAX_NUMBER_FILES = 4
FILE_UPLOAD_HANDLERS = ["clinic.files.uploads.SealingUploadHandler"]

LANGUAGE_CODE = "en"
# A language is offered once its words are translated; the others serve tests of direction.
_OFFERED = env.words("ALCOVE_LANGUAGES", "en")
LANGUAGES = [
    (code, name)
    for code, name in (("en", _("English")), ("es", _("Spanish")), ("ar", _("Arabic")))
    if code in _OFFERED
]
LOCALE_PATHS = [ROOT / "locale"]
USE_I18N = True
TIME_ZONE = "UTC"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "build" / "collected"
STATICFILES_DIRS = [ROOT / "static", ROOT / "build" / "static"]
STORAGES = {
    "default": {"BACKEND": "clinic.files.storage.SealedStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # pages name no other, and each is compressed twice

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = env.text("ALCOVE_SMTP_HOST", "localhost")
EMAIL_PORT = env.number("ALCOVE_SMTP_PORT", 25, least=1, most=65535)
EMAIL_HOST_USER = env.text("ALCOVE_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.text("ALCOVE_SMTP_PASSWORD", "")
EMAIL_USE_TLS = env.flag("ALCOVE_SMTP_STARTTLS", False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("ALCOVE_MAIL_FROM", "alcove@localhost")

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_TASK_SEND_SENT_EVENT = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_TIME_LIMIT = 600
CELERY_TASK_SOFT_TIME_LIMIT = 540
# Above the longest task, or Redis hands a running task to a second worker.
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 1800, "socket_connect_timeout": 3}
ALCOVE_DRAIN_SECONDS = env.number("ALCOVE_DRAIN_SECONDS", 10, least=1)
ALCOVE_LEASE_SECONDS = env.number("ALCOVE_LEASE_SECONDS", 120, least=2)
ALCOVE_SEAL_SECONDS = env.number("ALCOVE_SEAL_SECONDS", 5, least=1)
ALCOVE_SCAN_SECONDS = env.number("ALCOVE_SCAN_SECONDS", 300, least=1)
CELERY_BEAT_SCHEDULER = "clinic.notices.scheduler:PulsingScheduler"
CELERY_BEAT_SCHEDULE = {
    "drain-outbox": {"task": "notices.drain_outbox", "schedule": float(ALCOVE_DRAIN_SECONDS)},
    "seal-audit": {"task": "audit.seal_all", "schedule": float(ALCOVE_SEAL_SECONDS)},
    "compare-deadlines": {"task": "filings.compare_all", "schedule": float(ALCOVE_SCAN_SECONDS)},
    "remake-tokens": {"task": "clients.remake_tokens", "schedule": float(ALCOVE_SCAN_SECONDS)},
    "scan-deadlines": {"task": "filings.scan_all", "schedule": float(ALCOVE_SCAN_SECONDS)},
    "find-silences": {"task": "agenda.find_silences", "schedule": 3600.0},
    "sweep-files": {"task": "files.sweep", "schedule": 3600.0},
    "sweep-api-keys": {"task": "rest.sweep", "schedule": 3600.0},
    "expire-packets": {"task": "packets.expire_all", "schedule": 3600.0},
    "expire-exports": {"task": "exchange.expire_all", "schedule": 900.0},
    "sweep-webhooks": {"task": "webhooks.sweep_all", "schedule": 3600.0},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"links": {"()": "clinic.services.masking.MaskLinks"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["links"],
        }
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Its error mails and SQL echo would carry parameters; ids in our own lines are enough.
        "django.db.backends": {"level": "WARNING"},
        "fontTools": {"level": "ERROR"},
        "weasyprint": {"level": "ERROR"},
    },
}
SILENCED_SYSTEM_CHECKS = ["guardian.W001"]
