from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class NoticesConfig(AppConfig):
    name = "clinic.notices"
    label = "notices"

    def ready(self) -> None:
        # Every process knows every kind: the web refuses to enqueue what nobody would do.
        autodiscover_modules("tasks")
