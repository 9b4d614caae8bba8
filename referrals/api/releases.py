"""A client's written consent: who may be told what, until when."""

from typing import Any

from rest_framework import serializers

from cases.queries import case_of
from clients.queries import guardian_lines
from clients.rules.disclosure import FIELDS
from clients.rules.reasons import REVEAL_REASONS
from clinic.access.refusals import NotVisible
from clinic.files.responses import download
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
    Scan,
    Shape,
    Text,
    checked,
    form_input,
    not_there,
)
from clinic.rest.versions import etag_of
from clinic.tenancy.current import today
from referrals import actions, forms, queries, rules

TO_RELEASE = Link("read_release")
BYTES = "application/octet-stream"
TEXTS = (
    "purpose", "language", "interpreter", "signed_name", "guardian_name", "long_reason",
    "revoked_note",
)  # fmt: skip


def state_of(row: Any) -> str:
    """Return what taking back changes; running out is no change that somebody makes."""
    return "revoked" if getattr(row, "release", row).revoked_at else "given"


class ReleaseShape(Shape):
    """A release. What it is for and the name it was signed with stay sealed."""

    id = serializers.UUIDField(source="release.pk")
    client = serializers.UUIDField(source="release.client_id")
    partner = serializers.UUIDField(source="release.partner_id")
    partner_name = serializers.CharField(source="release.partner.name")
    fields_released = serializers.ListField(child=Choice(FIELDS), source="release.fields")
    method = Choice(rules.METHODS, source="release.method")
    signer = Choice(rules.SIGNERS, source="release.signer")
    given_on = serializers.DateField(source="release.given_on")
    expires_on = serializers.DateField(
        source="release.expires_on", help_text="The first day on which nothing may be sent."
    )
    state = Choice(["current", "expired", "revoked"])
    recorded_at = serializers.DateTimeField(source="release.recorded_at")
    recorded_by = serializers.CharField(source="release.recorded_by.user.name")
    revoked_at = serializers.DateTimeField(source="release.revoked_at", allow_null=True)
    revoked_how = serializers.CharField(
        source="release.revoked_how", allow_blank=True, help_text="How the client said it."
    )
    etag = serializers.SerializerMethodField(help_text="To send as If-Match.")

    def get_etag(self, row: Any) -> str:
        return etag_of(state_of(row))


class HappenedShape(Shape):
    at = serializers.DateTimeField()
    what = Choice(["given", "sent", "opened", "answered", "handed_over", "revoked"], source="code")
    who = serializers.CharField(allow_blank=True)
    referral = serializers.UUIDField(source="referral.pk", allow_null=True, default=None)


class ReleaseTextShape(Shape):
    """What was signed, and what happened under it."""

    release = serializers.UUIDField()
    purpose = serializers.CharField(allow_blank=True)
    language = serializers.CharField(allow_blank=True)
    interpreter = serializers.CharField(allow_blank=True)
    signed_name = serializers.CharField(allow_blank=True)
    guardian_name = serializers.CharField(allow_blank=True)
    long_reason = serializers.CharField(allow_blank=True)
    revoked_note = serializers.CharField(allow_blank=True)
    signature = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField()),
        help_text="Lines of points x, y, x, y … on a sheet of 1000 by 300; empty if not drawn.",
    )
    history = HappenedShape(many=True)


class RevealRelease(Body):
    reason = Choice(REVEAL_REASONS, help_text="It is recorded with the look.")
    example = {"reason": "safety"}


class TakeBack(Body):
    how = Choice(rules.WAYS_BACK, required=False, default="spoken")
    note = Text(500, required=False)
    example = {"how": "phone"}


class TakenBackShape(Shape):
    revoked = serializers.IntegerField(help_text="How many releases were taken back.")


class GiveRelease(Body):
    partner = Id()
    fields_released = serializers.ListField(
        child=Choice(FIELDS), min_length=1, max_length=len(FIELDS),
        help_text="Only what the client agreed to.",
    )  # fmt: skip
    purpose = Text(500)
    language = Text(60, help_text="In which it was explained.")
    interpreter = Text(120, required=False, help_text="Who interpreted, if anybody did.")
    method = Choice(rules.METHODS)
    signer = Choice(rules.SIGNERS, required=False, default="client")
    guardian = Id(required=False, help_text="A party of the matter who signed as guardian.")
    guardian_name = Text(300, required=False)
    signature = Text(
        60_000, required=False, help_text="With method drawn: JSON, lines of x, y, x, y …"
    )
    signed_name = Text(300, help_text="As the client wrote it. Kept encrypted, never given out.")
    given_on = Day()
    days = Number(
        required=False, default=rules.DEFAULT_DAYS, min_value=1, max_value=rules.LONGEST_DAYS
    )
    long_reason = Text(500, required=False, help_text="Needed for more than 90 days.")
    informed = Flag(
        help_text="true: the client was told what, with whom and until when; that saying no changes"
        " nothing about the help; and that it can be taken back."
    )
    example = {
        "partner": "01920000-0000-7000-8000-000000000003",
        "fields_released": ["name_to_use", "language"],
        "purpose": "A bed for tonight.",
        "language": "Tigrinya",
        "method": "paper",
        "signed_name": "N. B.",
        "given_on": "2026-03-06",
        "informed": True,
    }


class GiveScannedRelease(GiveRelease):
    """A release with the scan of its paper; a file travels in a form only."""

    upload = Scan(help_text="PDF, PNG or JPEG. Sealed while it arrives.")
    example = {**GiveRelease.example, "upload": "(the file)"}


REFUSED = ("partner_inactive", *rules.CONSENT_REFUSALS)
LEADS = {"read": TO_RELEASE, "revoke": Link("revoke_release")}


class Releases(Endpoint):
    tag = "Releases"
    shown_at = "release"
    version_of = staticmethod(state_of)

    @operation("list_releases", "release.view", of=case_of, gives=ReleaseShape, paged=True)
    def get(self, request: Any, case: Any, after: str | None) -> Listing:
        """List the releases of a case's client, newest first, those that ended too."""
        page = queries.releases_page(request.actor, case.client, after=after)
        return Listing([queries.line_of(row) for row in page.rows], page.next, page.previous)

    @operation(
        "give_release", "release.give", of=case_of, takes=GiveRelease, gives=ReleaseShape,
        creates=True, versioned=True, links=LEADS, blocked=REFUSED,
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Record that a client agreed, in writing, to what a partner may be told.

        It holds for 30 days unless told otherwise.
        """
        return _give(request.actor, case, given, once)


class ScannedReleases(Endpoint):
    tag = "Releases"
    shown_at = "release"
    version_of = staticmethod(state_of)

    @operation(
        "give_scanned_release", "release.give", of=case_of, takes=GiveScannedRelease,
        gives=ReleaseShape, creates=True, versioned=True, uploads=True, links=LEADS,
        blocked=REFUSED,
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Record a release together with the scan of its paper."""
        return _give(request.actor, case, given, once)


class Release(Endpoint):
    tag = "Releases"
    version_of = staticmethod(state_of)

    @operation(
        "read_release", "release.view", of=queries.release_of, gives=ReleaseShape, versioned=True
    )
    def get(self, request: Any, release: Any) -> Any:
        """Read a release, and whether it still holds."""
        return queries.line_of(release)


class RevealedRelease(Endpoint):
    tag = "Releases"

    @operation(
        "reveal_release", "client.reveal", of=queries.release_of, takes=RevealRelease,
        gives=ReleaseTextShape, cost=10,
    )  # fmt: skip
    def post(self, request: Any, release: Any, given: dict[str, Any]) -> Any:
        """Show what was signed, by whom and what for; the look and its reason are recorded."""
        read = actions.read_release(request.actor, release=release, reason=given["reason"])
        texts = {name: getattr(read, name) or "" for name in TEXTS}
        return {
            "release": read.pk, **texts, "signature": read.signature or [],
            "history": queries.history_of(read),
        }  # fmt: skip


class ReleaseScan(Endpoint):
    tag = "Releases"

    @operation(
        "fetch_release_scan", "client.reveal", of=queries.release_of,
        media_type=BYTES, cost=10, blocked=("no_scan", "file_altered"),
    )  # fmt: skip
    def get(self, request: Any, release: Any) -> Any:
        """Fetch the scan of the signed paper; taking it is recorded."""
        stored = actions.download_scan(request.actor, release=release)
        answer = download(stored, f"release.{stored.media_type.rpartition('/')[2]}")
        answer["Content-Type"] = BYTES
        return answer


class AllRevoked(Endpoint):
    tag = "Releases"

    @operation(
        "revoke_all_releases", "release.revoke", of=case_of, takes=TakeBack, gives=TakenBackShape,
        blocked=("nothing_to_revoke",),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any]) -> Any:
        """Take back all that the client of a case has released to anybody."""
        return {"revoked": actions.revoke_all(request.actor, case=case, **given)}


class RevokedRelease(Endpoint):
    tag = "Releases"
    version_of = staticmethod(state_of)

    @operation(
        "revoke_release", "release.revoke", of=queries.release_of, takes=TakeBack,
        gives=ReleaseShape, changes=True, versioned=True, links={"read": TO_RELEASE},
        blocked=("already_revoked",),
    )  # fmt: skip
    def post(self, request: Any, release: Any, given: dict[str, Any], version: str) -> Any:
        """Take a release back: nothing more is sent, and links sent under it close at once."""
        actions.revoke_release(request.actor, release=release, **given)
        return queries.line_of(queries.release_of(request.actor, release.pk))


def partner_in(actor: Any, pk: Any) -> Any:
    """Return the partner that a body names. :raises ValidationError: there is none"""
    try:
        return queries.partner_of(actor, pk)
    except NotVisible:
        raise not_there("partner") from None


def _give(actor: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
    partner = partner_in(actor, given["partner"])
    files = {"upload": given.pop("upload")} if "upload" in given else {}
    said = checked(
        forms.ReleaseForm(
            form_input(given, form_token=OnceField.signed(once)), files,
            partners=[partner], guardians=guardian_lines(case.client), today=today(),
        )
    )  # fmt: skip
    said.pop("informed")
    new = actions.give_release(actor, case=case, fields=said.pop("fields_released"), **said)
    return queries.line_of(queries.release_of(actor, new.pk))
