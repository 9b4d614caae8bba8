"""Working on Alcove. A bare `manage.py` speaks to the demo's services when `make demo` runs them.

Without them, commands that need no service still start: with keys that live as long as the process
and an address where nobody answers.
"""

import base64
import json
import os
import secrets
from pathlib import Path

_KEPT = Path(__file__).resolve().parents[2] / ".alcove" / "secrets"
_KEY = base64.b64encode(secrets.token_bytes(32)).decode()
for _name, _file, _throwaway in (
    ("DATABASE_URL", "database-url-app", "postgresql://alcove_app@127.0.0.1:1/alcove"),
    ("REDIS_URL", "redis-url", "redis://127.0.0.1:1/0"),
    ("ALCOVE_SECRET_KEY", "secret-key", secrets.token_urlsafe(64)),
    ("ALCOVE_KEYRING", "keyring.json", json.dumps({"active": "k1", "keys": {"k1": _KEY}})),
    ("ALCOVE_AUDIT_KEY", "audit-key", _KEY),
):
    if _name in os.environ or f"{_name}_FILE" in os.environ:
        continue
    if os.access(_KEPT / _file, os.R_OK):
        os.environ[f"{_name}_FILE"] = str(_KEPT / _file)
    else:
        os.environ[_name] = _throwaway

from clinic.settings.base import *  # noqa: E402

DEBUG = True
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
