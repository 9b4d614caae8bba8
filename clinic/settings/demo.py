"""The demo: the real product on this machine, plus pages for its mail and its sign-ins."""

from clinic.settings import env
from clinic.settings.base import *

ALCOVE_DEMO = True
# So that a webhook can be tried with a receiver on this machine.
ALCOVE_WEBHOOK_PRIVATE_HOSTS = env.words("ALCOVE_WEBHOOK_PRIVATE_HOSTS", "127.0.0.1")
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = env.folder("ALCOVE_MAILBOX_DIR", ROOT / ".alcove" / "mailbox")
# A code read from the page in its last second is still good when it has been typed.
MFA_TOTP_TOLERANCE = 1
