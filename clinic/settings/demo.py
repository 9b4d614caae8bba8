"""The demo: the real product on this machine, plus pages for its mail and its sign-ins."""

from clinic.settings import env
from clinic.settings.base import *

ALCOVE_DEMO = True
# Of made-up people on this machine alone; it is printed and shown on a page.
ALCOVE_DEMO_PASSWORD = "harbor-meadow-lantern"  # noqa: S105
ALCOVE_DEMO_DOMAIN = "demo.example"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = env.folder("ALCOVE_MAILBOX_DIR", ROOT / ".alcove" / "mailbox")
# What the steps of the main job produced: numbers and ids, so that a second run can say it again.
ALCOVE_DEMO_STEPS = EMAIL_FILE_PATH.parent / "demo-steps.json"
# A code read from the page in its last second is still good when it has been typed.
MFA_TOTP_TOLERANCE = 1
