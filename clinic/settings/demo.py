"""The demo: the real product on this machine, plus a mailbox page for the mail it sends."""

from clinic.settings import env
from clinic.settings.base import *

ALCOVE_DEMO = True
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = env.folder("ALCOVE_MAILBOX_DIR", ROOT / ".alcove" / "mailbox")
