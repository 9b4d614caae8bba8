"""Packets for other programs: ask, poll, fetch."""

from typing import Any, Literal

from django.conf import settings
from rest_framework import serializers

from cases.queries import case_of, own_handover_of
from clients.forms.nonengagement import LONGEST_WHAT, NonengagementForm
from clients.queries import intake_of, letter_lines
from clients.rules.identity import LONGEST_NAME
from clients.rules.nonengagement import MOST_DATES, WAYS
from clients.rules.reasons import REVEAL_REASONS
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Day, Flag, Shape, Text, checked, form_input
from clinic.rest.versions import etag_of
from packets import actions, forms, queries
from packets.views import as_pdf, letter_download

State = Literal["waiting", "ready", "failed", "expired"]
TO_PACKET = Link("read_packet")
LANGUAGES = [code for code, _name in settings.LANGUAGES]
# Seconds until a look at a waiting packet is worth it.
WAIT = 2


def state_of(row: Any) -> str:
    return f"{row.status}-{row.attempts}"


class PacketShape(Shape):
    """A packet is the asker's own; nobody else sees it."""

    id = serializers.UUIDField(source="pk")
    case = serializers.UUIDField(source="case_id")
    language = serializers.CharField()
    handover = serializers.UUIDField(
        source="handover_id", allow_null=True, help_text="Of whoever took the case over by it."
    )
    reveals = serializers.BooleanField(help_text="Whether names stand in it.")
    reason = Choice(["", *REVEAL_REASONS])
    state = serializers.SerializerMethodField()
    told = serializers.SerializerMethodField(help_text="The same for people, with what to do.")
    requested_at = serializers.DateTimeField()
    ready_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(help_text="From then on it is gone.")
    pages = serializers.IntegerField(allow_null=True)
    etag = serializers.SerializerMethodField(help_text="To send as If-Match.")

    def get_state(self, packet: Any) -> State:
        code: State = queries.plain_state(packet).code
        return code

    def get_told(self, packet: Any) -> str:
        state = queries.plain_state(packet)
        return str(state.text or state.label)

    def get_etag(self, packet: Any) -> str:
        return etag_of(state_of(packet))


class AskForPacket(Body):
    language = Choice(LANGUAGES, required=False, default="en")
    reveals = Flag(
        required=False, default=False,
        help_text="true: names and numbers stand in it. Needs client.reveal and a reason.",
    )  # fmt: skip
    reason = Choice(REVEAL_REASONS, required=False, help_text="Why names are needed; recorded.")
    example = {"language": "en", "reveals": False}


class Packets(Endpoint):
    tag = "Packets"
    shown_at = "packet"
    version_of = staticmethod(state_of)

    @operation("list_packets", "packet.view", of=case_of, gives=PacketShape, paged=True)
    def get(self, request: Any, case: Any, after: str | None) -> Listing:
        """List the packets of a case that you asked for, newest first."""
        page = queries.packets_page(request.actor, case, after=after)
        return Listing(page.rows, page.next, page.previous)

    @operation(
        "ask_for_packet", "packet.request", of=case_of, takes=AskForPacket, gives=PacketShape,
        creates=True, versioned=True, cost=10, blocked=("sent_twice", "no_reason"),
        links={"read": TO_PACKET, "fetch": Link("fetch_packet")},
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Ask for the intake packet of a case, a PDF of what you may see.

        It is made in the background: poll `read_packet` until its state is ready. Asking twice
        within a minute is refused.
        """
        return _ask(request, case, given, once)


class HandoverPacket(Endpoint):
    tag = "Packets"
    shown_at = "packet"
    version_of = staticmethod(state_of)

    @operation(
        "ask_for_handover_packet", "packet.request", of=own_handover_of, takes=AskForPacket,
        gives=PacketShape, creates=True, versioned=True, cost=10,
        blocked=("sent_twice", "no_reason"),
        links={"read": TO_PACKET, "fetch": Link("fetch_packet")},
    )  # fmt: skip
    def post(self, request: Any, handover: Any, given: dict[str, Any], once: Any) -> Any:
        """Ask for the packet of a case that was handed to the token's person.

        Beside what an intake packet holds: what the leaver left, matters and what they lack, tasks,
        hearings, contacts and documents, as far as the token opens them.
        """
        return _ask(request, handover.case, given, once, handover)


def _ask(request: Any, case: Any, given: dict[str, Any], once: Any, handover: Any = None) -> Any:
    asked: dict[str, Any] = {name: given[name] for name in ("reveals", "reason") if name in given}
    said = checked(forms.RequestForm(form_input(asked, once=OnceField.signed(once))))
    return actions.request_packet(
        request.actor, case=case, language=given["language"], reveals=said["reveals"],
        reason=said["reason"], packet_id=once, handover=handover,
    )  # fmt: skip


class Packet(Endpoint):
    tag = "Packets"
    version_of = staticmethod(state_of)

    @operation(
        "read_packet", "packet.view", of=queries.packet_of, gives=PacketShape, versioned=True,
        links={"fetch": Link("fetch_packet")},
    )  # fmt: skip
    def get(self, request: Any, packet: Any) -> Any:
        """Read how far a packet is. While it waits, Retry-After says when to look again."""
        if queries.plain_state(packet).code == "waiting":
            self.headers["Retry-After"] = str(WAIT)
        return packet


class RetriedPacket(Endpoint):
    tag = "Packets"
    version_of = staticmethod(state_of)

    @operation(
        "retry_packet", "packet.request", of=queries.packet_of, gives=PacketShape, changes=True,
        versioned=True, cost=10, links={"read": TO_PACKET}, blocked=("not_failed",),
    )  # fmt: skip
    def post(self, request: Any, packet: Any, version: str) -> Any:
        """Try a packet that failed again."""
        return actions.retry_packet(request.actor, packet=packet)


class PacketFile(Endpoint):
    tag = "Packets"

    @operation(
        "fetch_packet", "packet.download", of=queries.packet_of, media_type="application/pdf",
        cost=10, blocked=("not_ready", "packet_gone", "file_altered"),
    )  # fmt: skip
    def get(self, request: Any, packet: Any) -> Any:
        """Fetch the PDF of a packet that is ready.

        Each page says who took this copy and when; taking it is recorded.
        """
        return as_pdf(packet, actions.download_packet(request.actor, packet=packet))


class ToldDate(Body):
    day = Day()
    what = Text(LONGEST_WHAT, required=False, help_text="As the person told it.")


class WriteNonengagement(Body):
    """The letter to somebody whose intake was declined."""

    way = Choice(WAYS, help_text="By post or e-mail only where that was called safe.")
    name = Text(LONGEST_NAME, required=False, help_text="Left out: the letter names nobody.")
    dates = ToldDate(many=True, max_length=MOST_DATES, required=False)  # type: ignore[call-arg]
    example = {"way": "handed", "dates": [{"day": "2026-12-12", "what": "A court date"}]}


class Nonengagement(Endpoint):
    tag = "Intakes"

    @operation(
        "write_nonengagement", "intake.work", of=intake_of, takes=WriteNonengagement,
        media_type="application/pdf", changes=True, cost=10,
        blocked=("not_declined", "unsafe_channel"),
    )  # fmt: skip
    def post(self, request: Any, intake: Any, given: dict[str, Any], version: int) -> Any:
        """Make the letter that says that the clinic does not act for this person.

        It states the dates that were told, the intake's own among them, gives no reason and no
        advice, and is stored nowhere; what it says is kept with the intake, beside every letter
        before it: list_nonengagements.
        """
        sent = {"way": given["way"], "name": given.get("name", "")}
        for number, row in enumerate(given.get("dates", ())):
            sent |= {f"day-{number}": row["day"], f"what-{number}": row.get("what", "")}
        form = NonengagementForm(form_input(sent))
        checked(form)
        said = {**form.arguments(), "version": version}
        return letter_download(actions.nonengagement_letter(request.actor, intake, said))


class NonengagementShape(Shape):
    """A letter that was written; not whom it addresses, nor what it says."""

    number = serializers.IntegerField(min_value=1)
    written_at = serializers.DateTimeField()
    written_by = serializers.CharField()
    way = Choice(WAYS)
    dates = serializers.IntegerField(min_value=0, help_text="How many stand in it.")


class NonengagementList(Shape):
    items = NonengagementShape(many=True, help_text="Newest first.")


class Letters(Endpoint):
    tag = "Intakes"

    @operation("list_nonengagements", "intake.work", of=intake_of, gives=NonengagementList)
    def get(self, request: Any, intake: Any) -> Any:
        """List the letters that said that the clinic does not act for this person."""
        return {"items": letter_lines(intake)}


class Letter(Endpoint):
    tag = "Intakes"

    @operation(
        "read_nonengagement", "intake.work", of=intake_of, media_type="application/pdf", cost=10
    )
    def post(self, request: Any, intake: Any, number: int) -> Any:
        """Make a letter again as it was written. The look is recorded."""
        return letter_download(actions.nonengagement_again(request.actor, intake, number))
