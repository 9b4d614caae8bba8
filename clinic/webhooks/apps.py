from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "clinic.webhooks"
    label = "webhooks"

    def ready(self) -> None:
        from clinic.audit.recording import after_record
        from clinic.webhooks import policy  # noqa: F401
        from clinic.webhooks.actions import announce

        after_record.append(announce)
