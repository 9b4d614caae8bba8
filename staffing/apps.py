from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StaffingConfig(AppConfig):
    name = "staffing"
    label = "staffing"

    def ready(self) -> None:
        from cases import hooks
        from clients import hooks as client_hooks
        from clinic.access.policy import conditions
        from staffing import actions, queries
        from staffing.actions import handing
        from staffing.queries import handing as reads

        hooks.assign_gates.append(actions.gate_assignment)
        hooks.suggesters.append(queries.suggestions)
        hooks.opposed.append(queries.stands_against)
        hooks.assign_gates.append(actions.leave_board)
        hooks.after_closing.append(actions.leave_board_closed)
        hooks.next_steps.append(queries.board_steps)
        hooks.step_rows.append(hooks.StepRows(queries.beyond_step_rows, queries.beyond_step))
        hooks.beyond.append(queries.beyond_in_person)
        hooks.short_of.append(queries.beyond_accreditation)
        hooks.short_without.append(queries.beyond_without)
        hooks.hanging.append(
            hooks.Hangs(reads.OFFER, reads.offers_hanging, handing.leave_board_of_case)
        )
        client_hooks.walled.append(actions.leave_behind_wall)
        for capability in actions.INTAKE:
            conditions.setdefault(capability, []).append(actions.refuse_untrained)
        told = {
            "opportunity.posted": _("Put on the board"),
            "opportunity.withdrawn": _("Taken off the board"),
        }
        hooks.events.update(told)
        hooks.event_needs.update(dict.fromkeys(told, "board.post"))
