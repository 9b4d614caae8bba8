"""The tests: the production walls, quick password hashing, and mail kept in memory."""

import os

os.environ.setdefault("ALCOVE_SECRET_KEY", "tests-only-" + "k" * 50)
os.environ.setdefault(
    "ALCOVE_KEYRING",
    '{"active": "t1", "keys": {"t1": "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="}}',
)
os.environ.setdefault("ALCOVE_AUDIT_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
os.environ.setdefault("DATABASE_URL", "postgresql://alcove_app:unset@127.0.0.1:1/alcove_test")
os.environ.setdefault("ALCOVE_LANGUAGES", "en es ar")
os.environ.setdefault("REDIS_URL", "redis://127.0.0.1:1/0")

from clinic.settings.base import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Each test client makes the middleware anew; looking every static file up each time would take
# longer than the page it asks for.
WHITENOISE_AUTOREFRESH = True
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_RATE_LIMITS = False
# Binding reads its clinic each time; a list of sign-ins asks for each session, as its library does.
ZEAL_ALLOWLIST = [
    {"model": "tenancy.Clinic", "field": "get()"},
    {"model": "sessions.Session", "field": "get()"},
]
# Many requests of one seat in one test are no flood; tests/rest/test_limits.py sets its own.
ALCOVE_API_PER_MINUTE = 1_000_000
