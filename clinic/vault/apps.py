from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "clinic.vault"
    label = "vault"

    def ready(self) -> None:
        from clinic.vault import checks  # noqa: F401
