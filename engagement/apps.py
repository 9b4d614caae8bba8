from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EngagementConfig(AppConfig):
    name = "engagement"
    label = "engagement"

    def ready(self) -> None:
        from cases import hooks
        from engagement import actions, queries
        from engagement.queries import handing
        from staffing import hooks as staffing

        hooks.hanging += [
            hooks.Hangs(handing.LETTER, handing.letters_hanging),
            hooks.Hangs(handing.EMERGENCY, handing.emergencies_hanging),
        ]

        hooks.move_gates.append(actions.refuse_unengaged_matter)
        hooks.close_blockers.append(queries.closing_blockers)
        hooks.after_closing.append(actions.end_with_case)
        hooks.step_rows += [
            hooks.StepRows(queries.letter_step_rows, queries.letter_step),
            hooks.StepRows(queries.emergency_step_rows, queries.emergency_step),
            hooks.StepRows(queries.engagement_step_rows, queries.engagement_step),
        ]
        staffing.board_gates.append(actions.refuse_without_letter)
        told = {
            "letter.added": _("Letter to the client begun"),
            "letter.readied": _("Letter to the client ready, or asked for"),
            "letter.approved": _("Letter to the client approved"),
            "letter.returned": _("Letter to the client made a draft again"),
            "letter.client_signed": _("Client signed the engagement letter"),
            "letter.countersigned": _("Engagement letter signed for the clinic"),
            "letter.ended": _("Letter ended or discarded"),
            "letter.given": _("Closing letter given to the client"),
            "closing_letter.waived": _("No closing letter, with a reason"),
            "emergency.said": _("Work before signature, for an emergency"),
            "emergency.ended": _("Work before signature ended"),
        }
        hooks.events.update(told)
        hooks.event_needs.update(dict.fromkeys(told, "letter.view"))
        for verb in ("letter.downloaded", "letter.copy_downloaded"):
            hooks.read_needs[verb] = "letter.view"
        hooks.reads.update(
            {
                "letter.downloaded": _("Downloaded a letter to the client"),
                "letter.copy_downloaded": _("Downloaded the translation of a letter"),
            }
        )
