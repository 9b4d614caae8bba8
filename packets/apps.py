from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PacketsConfig(AppConfig):
    name = "packets"
    label = "packets"

    def ready(self) -> None:
        from cases import hooks

        hooks.reads.update(
            {
                "packet.requested": _("Asked for a packet"),
                "packet.downloaded": _("Downloaded a packet"),
            }
        )
