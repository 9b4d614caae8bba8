from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "cases"
    label = "cases"

    def ready(self) -> None:
        from cases import actions, queries
        from cases.hooks import Hangs, StepRows, close_blockers, hanging, step_rows
        from cases.queries import hanging as reads
        from clients import hooks
        from clinic.access import looking

        looking.lookers.append(actions.note_look)
        hooks.cases.append(queries.links_of)
        hooks.with_open_case.append(queries.with_open_case)
        hooks.walled.append(actions.leave_behind_wall)
        close_blockers.append(queries.matters_not_ended)
        step_rows.append(StepRows(queries.handover_step_rows, queries.handover_step))
        step_rows.append(StepRows(queries.unattended_step_rows, queries.unattended_step))
        hanging += [
            Hangs(reads.STAGE, reads.stages_hanging),
            Hangs(reads.ACCESS, reads.access_hanging),
        ]
