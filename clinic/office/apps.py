from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "clinic.office"
    label = "office"

    def ready(self) -> None:
        from clinic.office import policy  # noqa: F401
