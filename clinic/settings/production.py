"""Serving clinics. TLS ends at the proxy, which must set `X-Forwarded-Proto`
and, dropping what a browser sent under that name, `X-Forwarded-For`."""

from clinic.settings import env
from clinic.settings.base import *

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Without it every browser has the proxy's address, and ten wrong passwords hold up all sign-ins.
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("ALCOVE_PROXIES", 1, most=5)
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = env.number("ALCOVE_HSTS_SECONDS", 365 * 24 * 3600)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
