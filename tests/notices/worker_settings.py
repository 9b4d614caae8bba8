"""A worker of the tests: real mail to a real server, and the tests' own kinds."""

from clinic.settings import env
from clinic.settings.test import *  # noqa: F403

INSTALLED_APPS = [*INSTALLED_APPS, "tests.notices.probe"]  # noqa: F405
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = env.number("ALCOVE_TEST_MAIL_TIMEOUT", 20)
