from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "exchange"
    label = "exchange"

    def ready(self) -> None:
        from cases import hooks
        from exchange import policy  # noqa: F401

        hooks.events["row.imported"] = _("Came in with a list")
