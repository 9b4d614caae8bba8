"""Which database roles Alcove may sign in as.

Row-level security does not apply to a superuser or a role with BYPASSRLS, and the owner of the
tables has a policy of its own: with one of them in DATABASE_URL everything would work, and the wall
would be gone.
"""

import os
import sys
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

OWNERS_WORK = {"migrate", "makemigrations", "sqlmigrate", "showmigrations", "check"}
AS_OWNER = "ALCOVE_AS_OWNER"  # =1 for other work that really is the owner's
ASKED = """
SELECT rolsuper, rolbypassrls, EXISTS (
    SELECT FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
      AND pg_has_role(current_user, relowner, 'MEMBER')
) FROM pg_roles WHERE rolname = current_user
"""


def refuse_unwalled(cursor: Any, role: str) -> None:
    """:raises ImproperlyConfigured: this role is held by no wall, or by the owner's only"""
    cursor.execute(ASKED)
    superuser, bypasses, owns = cursor.fetchone()
    if superuser or bypasses:
        raise ImproperlyConfigured(
            f"The database role {role} stands above row-level security. "
            "Alcove serves as alcove_app and works as alcove_worker; see docs/operations.md."
        )
    if owns and not doing_owners_work():
        raise ImproperlyConfigured(
            f"The database role {role} owns the tables; it migrates and does nothing else. "
            "Alcove serves as alcove_app and works as alcove_worker; see docs/operations.md."
        )


def doing_owners_work() -> bool:
    if os.environ.get(AS_OWNER) == "1":
        return True
    program, *arguments = [*sys.argv, ""]
    return Path(program).name in {"manage.py", "django-admin"} and arguments[0] in OWNERS_WORK
