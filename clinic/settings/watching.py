"""Who may read how the processes are."""

from django.core.exceptions import ImproperlyConfigured

from clinic.settings import env

# A monitor sends it as `Authorization: Bearer …`; without one there is no such page.
ALCOVE_METRICS_TOKEN = env.text("ALCOVE_METRICS_TOKEN", "")
if ALCOVE_METRICS_TOKEN and (len(ALCOVE_METRICS_TOKEN) < 32 or not ALCOVE_METRICS_TOKEN.isascii()):
    raise ImproperlyConfigured("ALCOVE_METRICS_TOKEN must have 32 characters of ASCII or more.")
