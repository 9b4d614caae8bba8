from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InterpretersConfig(AppConfig):
    name = "interpreters"
    label = "interpreters"

    def ready(self) -> None:
        from cases import hooks
        from interpreters import policy, tasks  # noqa: F401  registers what the outbox can mail
        from interpreters.queries import handing

        hooks.hanging.append(hooks.Hangs(handing.BOOKING, handing.bookings_hanging))

        told = {
            "booking.asked": _("An interpreter is asked for"),
            "booking.answered": _("An interpreter answered"),
            "booking.cancelled": _("An interpreter was called off"),
            "booking.done": _("A meeting with an interpreter took place"),
        }
        hooks.events.update(told)
        hooks.event_needs.update(dict.fromkeys(told, "booking.view"))
