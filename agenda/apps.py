from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgendaConfig(AppConfig):
    name = "agenda"
    label = "agenda"

    def ready(self) -> None:
        from agenda import actions, queries, tasks  # noqa: F401  registers what the outbox can mail
        from agenda.actions import handing
        from agenda.models import Silence
        from agenda.queries import handing as reads
        from cases import hooks
        from clinic.people import hooks as people

        people.addresses.append(actions.end_feeds_of)
        hooks.entries.append(hooks.EntryRows(queries.contact_rows, queries.contact_entries))
        hooks.looked[Silence] = "assignment"
        hooks.next_steps.append(queries.next_steps)
        hooks.close_blockers.append(queries.close_blockers)
        hooks.after_leaving.append(actions.drop_timers_of)
        hooks.task_makers.append(actions.add_usual_task)
        hooks.close_blockers.append(queries.planned_blockers)
        hooks.hanging += [
            hooks.Hangs(
                reads.TASK, reads.tasks_hanging, handing.hand_tasks, reads.tasks_left
            ),
            hooks.Hangs(
                reads.APPOINTMENT, reads.appointments_hanging, handing.hand_appointments,
                reads.appointments_left,
            ),
            hooks.Hangs(
                reads.TIMER, reads.timers_hanging, handing.end_timers, reads.timers_left
            ),
            hooks.Hangs(reads.SILENCE, reads.silences_hanging, handing.end_silences),
        ]  # fmt: skip
        told = {
            "task.added": _("Task added"),
            "task.done": _("Task done"),
            "task.cancelled": _("Task cancelled"),
            "task.reopened": _("Task opened again"),
        }
        hooks.events.update(told)
        hooks.event_needs.update(dict.fromkeys(told, "task.view"))
        planned = {
            "appointment.added": _("Hearing or appointment added"),
            "appointment.changed": _("Hearing or appointment changed"),
            "appointment.cancelled": _("Hearing or appointment cancelled"),
            "appointment.held": _("Hearing or appointment took place"),
        }
        hooks.events.update(planned)
        hooks.event_needs.update(dict.fromkeys(planned, "appointment.view"))
