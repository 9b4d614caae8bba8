"""Asked once when web, worker or beat start: a wrong role or a weak key is found before its use."""

import logging

from django.core.checks import ERROR, run_checks
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection

log = logging.getLogger(__name__)


def refuse_to_start_unwalled() -> None:
    """Neither gunicorn nor Celery heeds Django's system checks, so they are asked for here.

    :raises ImproperlyConfigured: signed in as a role that no wall holds, or a check found an error
    """
    wrong = [str(problem) for problem in run_checks() if problem.is_serious(ERROR)]
    if wrong:
        raise ImproperlyConfigured("Alcove does not start: " + "; ".join(wrong))
    try:
        connection.ensure_connection()
    except OperationalError:
        # Down for a moment: the same question is asked at every connection.
        log.warning("The database does not answer yet.")
    finally:
        connection.close()  # processes forked from this one must not share it
