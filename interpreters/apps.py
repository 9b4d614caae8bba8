from django.apps import AppConfig


class InterpretersConfig(AppConfig):
    name = "interpreters"
    label = "interpreters"

    def ready(self) -> None:
        from interpreters import policy  # noqa: F401
