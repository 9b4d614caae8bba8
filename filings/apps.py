from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# What a case's timeline tells of its deadlines beside the common three.
DEADLINE_EVENTS = {
    "filing.no_deadline_said": _("Said that no date runs for a filing"),
    "filing.no_deadline_taken_back": _("Took back that no date runs for a filing"),
    "deadline.added": _("Deadline added"),
    "deadline.set": _("Day set by a judge or agency recorded"),
    "deadline.reopened": _("Deadline opened again"),
    "deadline.overridden": _("Last day of a deadline set by hand"),
    "deadline.override_undone": _("Deadline back to its computed day"),
    "deadline.facts_changed": _("Facts of a deadline corrected"),
    "deadline.recomputed": _("Deadline computed anew by a changed rule"),
    "proposal.made": _("Change of a deadline proposed"),
    "proposal.approved": _("Proposal about a deadline agreed to"),
    "proposal.declined": _("Proposal about a deadline declined"),
    "proposal.withdrawn": _("Proposal about a deadline withdrawn"),
}


class FilingsConfig(AppConfig):
    name = "filings"
    label = "filings"

    def ready(self) -> None:
        from agenda import hooks as agenda
        from cases import hooks
        from clients import hooks as clients
        from clinic.pages import hooks as pages
        from documents import hooks as documents
        from engagement import hooks as letters
        from filings import queries, tasks  # noqa: F401  registers what the outbox can mail
        from filings.actions import handing
        from filings.models import Reminder
        from filings.queries import handing as reads
        from filings.queries.away import away_now
        from filings.queries.feed import feed_entries
        from filings.queries.planning import named_hours, plan_step, plan_step_rows
        from filings.queries.wishes import wake_times

        letters.remaining_dates.append(queries.dates_for_client)
        documents.filings.append(queries.filings_named)
        agenda.feed_entries.append(feed_entries)
        agenda.named_hours.append(named_hours)
        agenda.away_now.append(away_now)
        agenda.wake_times.append(wake_times)
        hooks.close_blockers += [queries.open_deadlines_of, queries.unsent_filings_of]
        hooks.looked[Reminder] = "deadline"
        hooks.next_steps.append(queries.next_steps)
        rows, step = queries.reading_step_rows, queries.reading_step
        hooks.step_rows.append(hooks.StepRows(rows, step))
        hooks.step_rows.append(hooks.StepRows(plan_step_rows, plan_step))
        hooks.next_deadlines.append(queries.next_deadlines)
        hooks.cases_due_by.append(queries.cases_due_by)
        hooks.cases_overdue.append(queries.cases_overdue)
        hooks.hanging += [
            hooks.Hangs(
                reads.DEADLINE, reads.answered_hanging, handing.ask_successor, reads.answered_left
            ),
            hooks.Hangs(
                reads.APPEARANCE, reads.appearances_hanging, handing.hand_appearances,
                reads.appearances_left,
            ),
            hooks.Hangs(reads.OPEN_DEADLINE, reads.other_deadlines),
            hooks.Hangs(reads.PROPOSAL, reads.proposals_hanging),
            hooks.Hangs(reads.FILING, reads.drafts_hanging),
        ]  # fmt: skip
        clients.moves_to_tell.append(queries.moves_to_tell)
        pages.unread_counts.append(queries.unread_count)
        hooks.events.update(
            {
                "filing.added": _("Filing added"),
                "filing.moved": _("Filing moved a step"),
                "receipt.recorded": _("Receipt number recorded"),
                "notice.recorded": _("Notice recorded"),
                "deadline.computed": _("Deadline computed"),
                "deadline.acknowledged": _("Deadline acknowledged"),
                "deadline.snoozed": _("Reminder put aside"),
                "deadline.settled": _("Deadline settled"),
                **DEADLINE_EVENTS,
            }
        )
        hooks.event_needs.update(
            {
                **dict.fromkeys(
                    ("filing.added", "filing.moved", "receipt.recorded", "notice.recorded"),
                    "filing.view",
                ),
                **dict.fromkeys(
                    (
                        *("deadline.computed", "deadline.acknowledged", "deadline.settled"),
                        "deadline.snoozed",
                    ),
                    "deadline.view",
                ),
                **dict.fromkeys(
                    DEADLINE_EVENTS,
                    "deadline.view",
                ),
            }
        )
        hooks.events.update(
            {
                "family.added": _("Relative recorded"),
                "family.changed": _("Record of a relative corrected"),
                "family.removed": _("Relative removed"),
                "family_filing.added": _("Filing added for a relative"),
                "filing.relative_named": _("Said for which relative a filing is"),
                "filing.planned": _("Day planned for a filing"),
                "choice.recorded": _("Survivor's choice recorded"),
                "request.sent": _("Agency asked"),
                "request.chased": _("Agency asked again"),
                "request.answered": _("Agency answered"),
                "filing.described": _("Edition and fee recorded"),
                "identifier.recorded": _("Number of a filing recorded"),
                "dependent.accepted": _("Proposed filing added"),
                "dependent.dismissed": _("Proposed filing dismissed"),
                "appearance.entered": _("Appearance entered"),
                "appearance.ended": _("Appearance ended"),
                "address.moved": _("The client moved"),
            }
        )
        hooks.event_needs.update(
            {
                **dict.fromkeys(
                    ("family.added", "family.changed", "family.removed"), "family.view"
                ),
                **dict.fromkeys(
                    (
                        *("family_filing.added", "filing.relative_named", "filing.planned"),
                        *("choice.recorded", "request.sent", "request.chased"),
                        *("filing.described", "identifier.recorded"),
                        *("dependent.accepted", "dependent.dismissed"),
                        *("request.answered", "appearance.entered", "appearance.ended"),
                        "address.moved",
                    ),
                    "filing.view",
                ),
            }
        )
        hooks.events.update(
            {
                "reading.begun": _("Letter uploaded"),
                "reading.confirmed": _("Letter confirmed"),
                "reading.dismissed": _("Letter set aside"),
            }
        )
        hooks.event_needs.update(
            dict.fromkeys(
                ("reading.begun", "reading.confirmed", "reading.dismissed"), "filing.view"
            )
        )
        hooks.tellers.update(queries.TELLERS)
        for verb in ("request.file_downloaded", "notice.downloaded", "step.downloaded"):
            hooks.read_needs[verb] = "filing.view"
        hooks.reads.update(
            {
                "request.file_downloaded": _("Downloaded an agency's answer"),
                "family.revealed": _("Showed the names of relatives"),
                "filing.receipt_revealed": _("Showed a receipt number"),
                "identifier.revealed": _("Showed a number of a filing"),
                "notice.downloaded": _("Downloaded a notice"),
                "reading.viewed": _("Read an uploaded letter"),
                "reading.downloaded": _("Downloaded an uploaded letter"),
                "step.downloaded": _("Downloaded the document of a step"),
            }
        )
