from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "records"
    label = "records"

    def ready(self) -> None:
        from cases import hooks
        from engagement import hooks as letters
        from interpreters import hooks as interpreters
        from records.actions.handing import hand_demands
        from records.models import DemandLog
        from records.queries import (
            any_held,
            demand_step,
            demand_step_rows,
            file_months,
            kept_clients,
        )
        from records.queries import handing as reads

        hooks.events.update(
            {
                "hold.placed": _("Legal hold placed"),
                "hold.lifted": _("Legal hold lifted"),
                "erasure.requested": _("Erasure asked for"),
                "erasure.decided": _("Erasure decided"),
                "demand.logged": _("A subpoena or demand came"),
                "demand.ended": _("A subpoena or demand ended"),
            }
        )
        hooks.event_needs.update({"demand.logged": "demand.view", "demand.ended": "demand.view"})
        hooks.hanging.append(
            hooks.Hangs(reads.DEMAND, reads.demands_hanging, hand_demands, reads.demands_left)
        )
        hooks.step_rows.append(hooks.StepRows(demand_step_rows, demand_step))
        for verb in ("hold.placed", "hold.lifted", "erasure.requested", "erasure.decided"):
            hooks.event_needs[verb] = "records.view"
        letters.kept_months.append(file_months)
        interpreters.holds.append(any_held)
        hooks.looked[DemandLog] = "demand"
        hooks.kept_clients.append(kept_clients)
        hooks.reads["copy.made"] = _("Made the client's own copy")
        hooks.read_needs |= {
            "copy.made": "records.view",
            "demand.scan_downloaded": "demand.view",
            "demand_log.downloaded": "demand.work",
        }
        hooks.reads["demand.scan_downloaded"] = _("Downloaded the paper of a demand")
        hooks.reads["demand_log.downloaded"] = _("Downloaded the log of a demand")
