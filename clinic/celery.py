"""The Celery application. Messages carry ids only, as JSON."""

import gc
import os
from typing import Any

from celery import Celery
from celery.signals import beat_init, worker_init
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings.production")
app = Celery("alcove")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_init.connect
def _watch_worker(**_: Any) -> None:
    from clinic.notices.scheduler import watch_worker

    watch_worker()


@worker_init.connect
@beat_init.connect
def _refuse_to_start_unwalled(**_: Any) -> None:
    from clinic.tenancy.starting import refuse_to_start_unwalled

    try:
        refuse_to_start_unwalled()
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from error  # Celery goes on after any other exception


@worker_init.connect
def _leave_out_what_stays(**_: Any) -> None:
    """Modules and tables of the program live as long as it does; looking each of them over for
    garbage takes a tenth of a second, and a big read makes Python look often.
    """
    gc.collect()
    gc.freeze()
