"""The Celery application. Messages carry ids only, as JSON."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clinic.settings.production")
app = Celery("alcove")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
