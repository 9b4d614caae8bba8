"""`make secrets`: the files that docker-compose.yml hands out, made once, never replaced.

The folder is closed to others; its files are open, because each container reads its own under a
user of its own. A password and the verifier that postgres stores for it are made together.
"""

import base64
import hashlib
import hmac
import secrets as randomness
import sys
from pathlib import Path

from clinic.services import keys
from clinic.services.places import ROOT
from clinic.services.roles import DATABASE

ROUNDS = 4096


def scram_verifier(password: str) -> str:
    """Return what PostgreSQL stores for a password (RFC 5803); it opens nothing by itself."""
    salt = randomness.token_bytes(16)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, ROUNDS)
    client = hmac.digest(salted, b"Client Key", "sha256")
    server = hmac.digest(salted, b"Server Key", "sha256")
    parts = (salt, hashlib.sha256(client).digest(), server)
    salt64, stored64, server64 = (base64.b64encode(part).decode() for part in parts)
    return f"SCRAM-SHA-256${ROUNDS}:{salt64}${stored64}:{server64}"


def make_secrets(folder: Path) -> list[str]:
    """Write what is missing; return the names written."""
    store = keys.Secrets(folder)
    before = {path.name for path in folder.glob("*")}
    store.ensure("secret_key", keys.django_secret_key)
    store.ensure("keyring", keys.keyring)
    store.ensure("audit_key", keys.audit_key)
    store.ensure("postgres_superuser")
    for role in ("owner", "app", "worker", "backup"):
        password = keys.password()
        if f"verifier_{role}" not in before:
            url = f"postgresql://alcove_{role}:{password}@postgres:5432/{DATABASE}"
            store.write(f"database_url_{role}", url)
            store.write(f"verifier_{role}", scram_verifier(password))
    store.ensure("smtp_password", str)  # empty until the operator writes the mail server's into it
    store.write("redis_url", f"redis://:{store.read('redis_password')}@redis:6379/0")
    folder.chmod(0o700)
    for path in folder.iterdir():
        path.chmod(0o444)
    return sorted({path.name for path in folder.iterdir()} - before)


def main() -> int:
    made = make_secrets(ROOT / "secrets")
    print("\n".join(f"made secrets/{name}" for name in made) or "secrets/ is complete")
    if "keyring" in made:
        print("Without secrets/keyring no client can be read again: keep an escrowed copy.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
