from django.apps import AppConfig


class ClientsConfig(AppConfig):
    name = "clients"
    label = "clients"

    def ready(self) -> None:
        from clients import tasks  # noqa: F401  registers what the outbox can mail
