from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "exchange"
    label = "exchange"

    def ready(self) -> None:
        from cases import hooks
        from clients import hooks as of_clients
        from exchange import policy  # noqa: F401
        from exchange.queries.exports import exports_in_words
        from exchange.queries.imports import named_in_lists

        of_clients.still_told_of.append(named_in_lists)
        hooks.disclosed["exchange.clinicexport"] = exports_in_words
        hooks.events["row.imported"] = _("Came in with a list")
