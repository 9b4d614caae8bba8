from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PacketsConfig(AppConfig):
    name = "packets"
    label = "packets"

    def ready(self) -> None:
        from cases import hooks
        from packets.queries.packets import packets_in_words

        hooks.disclosed["packets.packet"] = packets_in_words
        hooks.reads.update(
            {
                "packet.requested": _("Asked for a packet"),
                "packet.downloaded": _("Downloaded a packet"),
            }
        )
