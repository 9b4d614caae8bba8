"""What the planner knows of tables that are being filled."""

from django.db import connection


def look_again() -> None:
    """Have the planner look at every table that has grown by half since it last did.

    Outside a transaction, for only then what was written counts; where nothing grew it reads the
    catalogue alone.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT tenancy_look_again()")
