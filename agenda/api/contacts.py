"""Contacts with and about clients: recorded, read, corrected."""

from typing import Any

from django.utils import timezone
from rest_framework import serializers

from agenda import actions, forms, queries
from agenda.rules import contacts as rules
from cases.rules import PRIVILEGES, readable
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import (
    Body,
    Choice,
    Day,
    Flag,
    Id,
    Number,
    Shape,
    Text,
    TimeOfDay,
    checked,
    form_input,
)

TO_CONTACT = Link("read_contact_entry")
BLOCKED = ("future_time", "rule_says_no")


class ContactEntryShape(Shape):
    """A contact with or about a client. What another privilege covers is not there."""

    id = serializers.UUIDField(source="pk")
    client = serializers.UUIDField(source="client_id")
    case = serializers.UUIDField(source="case_id", allow_null=True)
    privilege = Choice(PRIVILEGES)
    at = serializers.DateTimeField()
    channel = Choice(rules.CHANNELS)
    direction = Choice(rules.DIRECTIONS)
    minutes = serializers.IntegerField(allow_null=True)
    reached = serializers.BooleanField()
    booking = serializers.UUIDField(source="booking_id", allow_null=True)
    interpreter = serializers.SerializerMethodField(help_text="As it was written.")
    rule = Choice(rules.RULES)
    rule_said = serializers.SerializerMethodField(help_text="What the rule said of that moment.")
    rule_reason = serializers.SerializerMethodField(help_text="Why it was not followed.")
    note = serializers.SerializerMethodField()
    recorded_at = serializers.DateTimeField()
    recorded_by = serializers.CharField(source="recorded_by.user.name")
    version = serializers.IntegerField()

    def get_interpreter(self, row: Any) -> str:
        return row.interpreter or ""

    def get_rule_said(self, row: Any) -> str:
        return row.rule_said or ""

    def get_rule_reason(self, row: Any) -> str:
        return row.rule_reason or ""

    def get_note(self, row: Any) -> str:
        return row.note or ""


class LogContact(Body):
    """Day and time are those on the clinic's wall."""

    day = Day()
    time = TimeOfDay()
    channel = Choice(rules.CHANNELS)
    direction = Choice(rules.DIRECTIONS)
    reached = Flag(required=False, help_text="Of what went out: whether the client was reached.")
    rule = Choice(
        ("followed", "not_followed"), required=False,
        help_text="Whether the safe-contact rule was followed, when we reached out.",
    )  # fmt: skip
    rule_reason = Text(rules.LONGEST_NOTE, required=False, help_text="Why it was not.")
    minutes = Number(required=False, allow_null=True, min_value=1, max_value=rules.LONGEST_MINUTES)
    booking = Id(required=False, allow_null=True, help_text="The interpreter's booking.")
    interpreter = Text(200, required=False, help_text="Who interpreted, in words.")
    privilege = Choice(PRIVILEGES)
    note = Text(rules.LONGEST_NOTE, required=False, help_text="Neutral and short.")
    example = {
        "day": "2026-03-06", "time": "14:30", "channel": "in_person", "direction": "out",
        "reached": True, "minutes": 30, "privilege": "shared", "note": "Papers were handed over.",
    }  # fmt: skip


class _Contacts(Endpoint):
    tag = "Contacts"
    shown_at = "logged_contact"

    def log(self, client: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        request: Any = self.request
        said = self.said(forms.NewContactForm, client, None, given, once=OnceField.signed(once))
        said.pop("once")
        actions.log_contact(request.actor, client=client, case=case, contact_id=once, **said)
        return queries.contact_of(request.actor, once)

    def said(
        self, shape: Any, client: Any, row: Any, given: dict[str, Any], **hidden: Any
    ) -> dict[str, Any]:
        request: Any = self.request
        when = row.at if row is not None else timezone.now()
        kept = row.booking_id if row is not None else None
        form = shape(
            form_input(given | {"time": given["time"].strftime("%H:%M")}, **hidden),
            ruled=queries.rules_now(client, when),
            bookings=queries.bookings_near(request.actor, client, when, kept=kept),
            privileges=readable(request.actor.capabilities),
        )
        checked(form)
        found: dict[str, Any] = form.arguments()
        return found


class CaseContacts(_Contacts):
    @operation(
        "list_case_contacts",
        "contact.view",
        of=queries.case_of,
        gives=ContactEntryShape,
        paged=True,
    )
    def get(self, request: Any, case: Any, after: str | None) -> Listing:
        """List a case's contacts that you may read, the latest recorded first."""
        page = queries.contacts_of_case(request.actor, case, after=after)
        return Listing(page.rows, page.next, page.previous)

    @operation(
        "log_case_contact", "contact.log", of=queries.case_of, takes=LogContact,
        gives=ContactEntryShape, creates=True, versioned=True, links={"read": TO_CONTACT},
        blocked=(*BLOCKED, "closed"),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Record a contact in a case."""
        return self.log(case.client, case, given, once)


class ClientContacts(_Contacts):
    @operation(
        "list_client_contacts", "contact.view", of=queries.client_of, gives=ContactEntryShape,
        paged=True,
    )  # fmt: skip
    def get(self, request: Any, client: Any, after: str | None) -> Listing:
        """List a client's contacts that you may read, in her cases you reach and in none."""
        page = queries.contacts_of_client(request.actor, client, after=after)
        return Listing(page.rows, page.next, page.previous)

    @operation(
        "log_client_contact", "contact.log", of=queries.client_of, takes=LogContact,
        gives=ContactEntryShape, creates=True, versioned=True, links={"read": TO_CONTACT},
        blocked=BLOCKED,
    )  # fmt: skip
    def post(self, request: Any, client: Any, given: dict[str, Any], once: Any) -> Any:
        """Record a contact about a client, in no case."""
        return self.log(client, None, given, once)


class Contact(_Contacts):
    @operation(
        "read_contact_entry", "contact.view", of=queries.contact_of, gives=ContactEntryShape,
        versioned=True,
    )  # fmt: skip
    def get(self, request: Any, row: Any) -> Any:
        """Read a contact."""
        return row


class CorrectedContact(_Contacts):
    @operation(
        "correct_contact_entry", "contact.log", of=queries.contact_of, takes=LogContact,
        gives=ContactEntryShape, changes=True, versioned=True, links={"read": TO_CONTACT},
        blocked=(*BLOCKED, "nothing_changed"),
    )  # fmt: skip
    def post(self, request: Any, row: Any, given: dict[str, Any], version: int) -> Any:
        """Correct a contact; what it said before is kept. Send the whole entry."""
        said = self.said(forms.CorrectContactForm, row.client, row, given, version=version)
        actions.correct_contact(request.actor, contact=row, **said)
        return queries.contact_of(request.actor, row.pk)
