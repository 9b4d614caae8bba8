"""Run one command as one of the roles, beside the services of `.alcove/`.

    .venv/bin/python -m clinic.services.run app python manage.py shell

Starts PostgreSQL and Valkey when they do not run yet, and leaves them running (`make stop`).
DJANGO_SETTINGS_MODULE is honoured; `clinic.settings.dev` stands in for it.
"""

import os
import shutil
import sys

from clinic.services.demo import DIRECTORY
from clinic.services.stack import ROLE, Stack


def main() -> None:
    if len(sys.argv) < 3 or sys.argv[1] not in ROLE:
        sys.exit(f"usage: python -m clinic.services.run {'|'.join(ROLE)} COMMAND…")
    role, command = sys.argv[1], sys.argv[2:]
    stack = Stack(DIRECTORY, os.environ.get("DJANGO_SETTINGS_MODULE", "clinic.settings.dev"))
    stack.postgres.start()
    stack.postgres.create_database()
    stack.valkey.start()
    if command[0] in {"python", "python3"}:
        command[0] = sys.executable
    program = shutil.which(command[0])
    if program is None:
        sys.exit(f"{command[0]}: not found")
    os.execve(program, command, stack.env(role))  # noqa: S606


if __name__ == "__main__":
    main()
