from django.apps import AppConfig


class StaffingConfig(AppConfig):
    name = "staffing"
    label = "staffing"

    def ready(self) -> None:
        from cases import hooks
        from staffing import actions, queries

        hooks.assign_gates.append(actions.gate_assignment)
        hooks.suggesters.append(queries.suggestions)
        hooks.opposed.append(queries.stands_against)
