"""How the URL matrix visits every route: as whom, with which object of the world."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, transaction
from django.test import Client as Browser
from django.urls import reverse
from zeal import zeal_ignore

from clinic.access.checks import routes
from tests.builders import browsing_as
from tests.everywhere.world import Place, World
from tests.everywhere.world_roles import FURTHER

# The columns of the matrix. "other_…" works in this clinic, not on this case; "stranger" holds
# every role, in the other clinic; "foreign" is this clinic's coordinator or, where only they may,
# administrator or attorney, asking for the other clinic's object under this clinic's path.
VISITORS = (
    "signed_out", "administrator", "coordinator", "supervisor", "attorney", "advocate", "auditor",
    "other_attorney", "other_advocate", *FURTHER, "stranger", "foreign",
)  # fmt: skip

Given = Callable[[Place], dict[str, Any]]
OBJECTS: dict[str, Given] = {
    "none": lambda place: {},
    "intake": lambda place: {"pk": place.intake.pk},
    "intake_step": lambda place: {"pk": place.intake.pk, "step": "language"},
    "client": lambda place: {"pk": place.case.client_id},
    "closed_client": lambda place: {"pk": place.closed_case.client_id},
    "hold": lambda place: {"pk": place.hold.pk},
    "erasure": lambda place: {"pk": place.erasure.pk},
    "demand": lambda place: {"pk": place.demand.pk},
    "demand_item": lambda place: {"pk": place.demand.pk, "kind": "note", "item": place.note.pk},
    "demand_log": lambda place: {"pk": place.demand_log.pk},
    "fresh_client": lambda place: {"pk": place.fresh_client.pk},
    "party": lambda place: {"pk": place.fresh_client.pk, "party": place.party.pk},
    "check": lambda place: {"pk": place.fresh_client.pk, "check": place.check.pk},
    "firm_check": lambda place: {"pk": place.fresh_client.pk, "check": place.firm_check.pk},
    "one_firm_check": lambda place: {"pk": place.firm_check.pk},
    "one_party": lambda place: {"pk": place.party.pk},
    "conflict_check": lambda place: {"pk": place.check.pk},
    "match": lambda place: {"pk": place.match.pk},
    "waiver": lambda place: {"pk": place.waiver.pk},
    "affiliate": lambda place: {"pk": place.affiliate.pk},
    "wall": lambda place: {"pk": place.wall.pk},
    "case": lambda place: {"pk": place.case.pk},
    "closed_case": lambda place: {"pk": place.closed_case.pk},
    "assignment": lambda place: {"pk": place.assignment.pk},
    "note": lambda place: {"pk": place.note.pk},
    "matter": lambda place: {"pk": place.matter.pk},
    "asked_matter": lambda place: {"pk": place.asked_matter.pk},
    "benefit": lambda place: {"pk": place.benefit.pk},
    "matter_item": lambda place: {"pk": place.matter.pk, "code": "cooperation"},
    "timed": lambda place: {"pk": place.timed.pk},
    "glass": lambda place: {"pk": place.glass.pk},
    "filing": lambda place: {"pk": place.filing.pk},
    "court_filing": lambda place: {"pk": place.court_filing.pk},
    "step": lambda place: {"pk": place.move.pk},
    "notice": lambda place: {"pk": place.notice.pk},
    "reading": lambda place: {"pk": place.reading.pk},
    "deadline": lambda place: {"pk": place.deadline.pk},
    "appearance": lambda place: {"pk": place.appearance.pk},
    "agency": lambda place: {"pk": place.agency.pk},
    "certification": lambda place: {"pk": place.certification.pk},
    "asked": lambda place: {"pk": place.asked.pk},
    "link": lambda place: {"pk": place.link.pk},
    "declined": lambda place: {"pk": place.declined.pk},
    "letter": lambda place: {"pk": place.declined.pk, "number": 1},
    "merge": lambda place: {"pk": place.merge.pk},
    "joined": lambda place: {"pk": place.joined.pk},
    "two_records": lambda place: {"pk": place.fresh_client.pk, "other": place.case.client_id},
    "screening": lambda place: {"pk": place.screening.pk},
    "screening_section": lambda place: {"pk": place.screening.pk, "section": "act"},
    "stopped_screening": lambda place: {"pk": place.stopped_screening.pk},
    "relative": lambda place: {"pk": place.relative.pk},
    "snooze": lambda place: {"pk": place.snooze.pk},
    "leave": lambda place: {"pk": place.leave.pk},
    "reminder": lambda place: {"pk": place.reminder.pk},
    "soft_deadline": lambda place: {"pk": place.soft_deadline.pk},
    "proposal": lambda place: {"pk": place.proposal.pk},
    "interpreter": lambda place: {"pk": place.interpreter.pk},
    "exclusion": lambda place: {"pk": place.exclusion.pk},
    "offered": lambda place: {"pk": place.offered.pk},
    "booking": lambda place: {"pk": place.booking.pk},
    "booking_for": lambda place: {"pk": place.booking.pk, "interpreter": place.interpreter.pk},
    "left_interpreter": lambda place: {"pk": place.left_interpreter.pk},
    "profile": lambda place: {"pk": place.profile.pk},
    "beside": lambda place: {"pk": place.beside.pk},
    "licence": lambda place: {"pk": place.licence.pk},
    "resource": lambda place: {"pk": place.resource.pk},
    "training": lambda place: {"pk": place.training.pk},
    "opportunity": lambda place: {"pk": place.opportunity.pk},
    "namesake": lambda place: {"pk": place.namesake.pk},
    "offered_case": lambda place: {"pk": place.offered_case.pk},
    "wanted_case": lambda place: {"pk": place.wanted_case.pk},
    "waiting_case": lambda place: {"pk": place.waiting_case.pk},
    "partner_contact": lambda place: {"pk": place.partner_contact.pk},
    "contact": lambda place: {"pk": place.contact.pk},
    "task": lambda place: {"pk": place.task.pk},
    "appointment": lambda place: {"pk": place.appointment.pk},
    "begun_appointment": lambda place: {"pk": place.begun_appointment.pk},
    "hours": lambda place: {"pk": place.hours.pk},
    "leaver": lambda place: {
        "pk": place.case.pk,
        "member": place.people["attorney"].membership_id,
    },
    "handover": lambda place: {"pk": place.handover.pk},
    "silence": lambda place: {"pk": place.silence.pk},
    "timer": lambda place: {"pk": place.timer.pk},
    "ended_task": lambda place: {"pk": place.ended_task.pk},
    "document": lambda place: {"pk": place.document.pk},
    "removed_document": lambda place: {"pk": place.removed_document.pk},
    "revision": lambda place: {"pk": place.revision.pk},
    "revision_page": lambda place: {"pk": place.revision.pk, "number": 1},
    "begun_upload": lambda place: {"pk": place.begun_upload.pk},
    "letter_draft": lambda place: {"pk": place.letter.pk},
    "ready_letter": lambda place: {"pk": place.ready_letter.pk},
    "asked_letter": lambda place: {"pk": place.asked_letter.pk},
    "closing_letter": lambda place: {"pk": place.closing_letter.pk},
    "emergency": lambda place: {"pk": place.emergency.pk},
    "wording": lambda place: {"kind": "full"},
    "matter_wording": lambda place: {"kind": "full", "matter": "asylum"},
    "exhibit_list": lambda place: {"pk": place.exhibit_list.pk},
    "final_list": lambda place: {"pk": place.final_list.pk},
    "foreign_document": lambda place: {"pk": place.foreign_document.pk},
    "bundle": lambda place: {"pk": place.bundle.pk},
    "exhibit": lambda place: {"pk": place.exhibit.pk},
    "original": lambda place: {"pk": place.original.pk},
    "partner": lambda place: {"pk": place.partner.pk},
    "release": lambda place: {"pk": place.release.pk},
    "referral": lambda place: {"pk": place.referral.pk},
    "paper_referral": lambda place: {"pk": place.paper_referral.pk},
    "packet": lambda place: {"pk": place.packet.pk},
    "member": lambda place: {"pk": place.advocate.membership.pk},
    "invitation": lambda place: {"pk": place.invitation.pk},
    "system": lambda place: {"pk": place.system.pk},
    "token": lambda place: {"pk": place.token.pk},
    "system_token": lambda place: {"pk": place.system_token.pk},
    "list_waiting": lambda place: {"pk": place.list_waiting.pk},
    "list_through": lambda place: {"pk": place.list_through.pk},
    "held_row": lambda place: {"pk": place.held_row.pk},
    "export": lambda place: {"pk": place.export.pk},
    "pack": lambda place: {"pk": place.pack.pk},
    "webhook": lambda place: {"pk": place.webhook.pk},
    "webhook_message": lambda place: {"pk": place.webhook_message.pk},
}


def clinic_routes() -> list[str]:
    """Return the pages of a clinic; the API's addresses have a matrix of their own."""
    inside = (name for path, name, _view in routes() if "<slug:clinic>" in path)
    return sorted(name for name in inside if not name.startswith("api:"))


class Visits:
    """Signed-in browsers of all visitors; each visit is undone afterwards."""

    def __init__(self, world: World) -> None:
        self.world = world
        people = dict(world.here.people)
        people["stranger"] = world.there.people["everything"]
        self.browsers = {name: browsing_as(actor) for name, actor in people.items()}
        self.browsers["signed_out"] = Browser()
        for browser in self.browsers.values():
            browser.raise_request_exception = False

    def status(self, visitor: str, route: str, given: str, method: str, asker: str) -> int:
        place = self.world.there if visitor == "foreign" else self.world.here
        kwargs = OBJECTS[given](place)
        url = reverse(route, kwargs={"clinic": self.world.here.clinic.slug, **kwargs})
        browser = self.browsers[asker if visitor == "foreign" else visitor]
        with undone(), zeal_ignore():
            answer = getattr(browser, method)(url)
            code: int = answer.status_code
        return code


class _Undo(Exception):
    pass


def undone() -> Any:
    """Return a context whose changes to the database are rolled back at its end."""
    from contextlib import contextmanager

    @contextmanager
    def scope() -> Iterator[None]:
        try:
            with transaction.atomic():
                yield
                raise _Undo
        except _Undo:
            connection.run_on_commit = []

    return scope()
