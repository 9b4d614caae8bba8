"""Working on Alcove. `make setup` leaves the services' addresses in `.alcove/`."""

from clinic.settings.base import *

DEBUG = True
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
