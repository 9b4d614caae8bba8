"""Asked once when web, worker or beat start, so that a wrong role is found before its first use."""

import logging

from django.db import OperationalError, connection

log = logging.getLogger(__name__)


def refuse_to_start_unwalled() -> None:
    """:raises ImproperlyConfigured: signed in as a role that no wall holds"""
    try:
        connection.ensure_connection()
    except OperationalError:
        # Down for a moment: the same question is asked at every connection.
        log.warning("The database does not answer yet.")
    finally:
        connection.close()  # processes forked from this one must not share it
