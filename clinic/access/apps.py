from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "clinic.access"
    label = "access"

    def ready(self) -> None:
        from clinic.access import checks  # noqa: F401
