"""What is sent to partners, always under a release that covers it."""

from typing import Any

from rest_framework import serializers

from cases.queries import case_of
from clients.rules.disclosure import FIELDS
from clients.rules.reasons import REVEAL_REASONS
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Id, Shape, Text, checked, form_input
from clinic.rest.versions import etag_of
from referrals import actions, forms, queries, rules
from referrals.api.releases import partner_in
from referrals.views import labelled
from referrals.views.paper import as_paper

TO_REFERRAL = Link("read_referral")


def state_of(row: Any) -> str:
    return str(row.status)


class ReferralShape(Shape):
    """A referral: which fields went to whom, not what stood in them."""

    id = serializers.UUIDField(source="pk")
    case = serializers.UUIDField(source="case_id")
    partner = serializers.UUIDField(source="partner_id")
    partner_name = serializers.CharField(source="partner.name")
    release = serializers.UUIDField(source="release_id")
    fields_shared = serializers.ListField(child=Choice(FIELDS), source="fields")
    status = Choice(rules.STATUSES)
    way = Choice(rules.WAYS)
    handed_over_at = serializers.DateTimeField(allow_null=True)
    sent_at = serializers.DateTimeField()
    sent_by = serializers.CharField(source="sent_by.user.name")
    opened_at = serializers.DateTimeField(allow_null=True)
    answered_at = serializers.DateTimeField(allow_null=True)
    etag = serializers.SerializerMethodField(help_text="To send as If-Match.")

    def get_etag(self, row: Any) -> str:
        return etag_of(state_of(row))


class SharedValue(Shape):
    name = Choice(FIELDS)
    value = serializers.CharField()


class ReferralContentShape(Shape):
    """Exactly what the partner was sent."""

    referral = serializers.UUIDField()
    items = SharedValue(many=True)


class SendReferral(Body):
    partner = Id()
    fields_shared = serializers.ListField(
        child=Choice(FIELDS), min_length=1, max_length=len(FIELDS),
        help_text="One release must cover all of it.",
    )  # fmt: skip
    way = Choice(rules.WAYS, required=False, default="link")
    internal_note = Text(2000, required=False, help_text="Stays in the clinic; it is not sent.")
    example = {
        "partner": "01920000-0000-7000-8000-000000000003",
        "fields_shared": ["name_to_use", "language"],
    }


class RevealReferral(Body):
    reason = Choice(REVEAL_REASONS, help_text="It is recorded with the look.")
    example = {"reason": "safety"}


class Referrals(Endpoint):
    tag = "Referrals"
    shown_at = "referral"
    version_of = staticmethod(state_of)

    @operation("list_referrals", "referral.view", of=case_of, gives=ReferralShape, paged=True)
    def get(self, request: Any, case: Any, after: str | None) -> Listing:
        """List the referrals of a case, newest first."""
        page = queries.referrals_page(request.actor, case, after=after)
        return Listing(page.rows, page.next, page.previous)

    @operation(
        "send_referral", "referral.send", of=case_of, takes=SendReferral, gives=ReferralShape,
        creates=True, versioned=True,
        links={"read": TO_REFERRAL, "withdraw": Link("withdraw_referral")},
        blocked=tuple(rules.REFUSALS),
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Refer a client to a partner.

        The partner gets a neutral mail with a secret link. Behind it stands exactly what was
        chosen, as it is recorded now. Without a release in force that covers all of it, nothing
        is sent and nothing written.
        """
        form = forms.ReferralForm(
            form_input(given, form_token=OnceField.signed(once)),
            partners=[partner_in(request.actor, given["partner"])],
        )
        said = checked(form)
        new = actions.send_referral(
            request.actor, form_token=once, case=case, partner=said["partner"],
            fields=said["fields_shared"], internal_note=said["internal_note"], way=said["way"],
        )  # fmt: skip
        return queries.referral_of(request.actor, new.pk)


class Referral(Endpoint):
    tag = "Referrals"
    version_of = staticmethod(state_of)

    @operation(
        "read_referral", "referral.view", of=queries.referral_of, gives=ReferralShape,
        versioned=True, links={"reveal": Link("reveal_referral")},
    )  # fmt: skip
    def get(self, request: Any, referral: Any) -> Any:
        """Read a referral and whether the partner opened or answered it."""
        return referral


class RevealedReferral(Endpoint):
    tag = "Referrals"

    @operation(
        "reveal_referral", "client.reveal", of=queries.referral_of, takes=RevealReferral,
        gives=ReferralContentShape, cost=10,
    )  # fmt: skip
    def post(self, request: Any, referral: Any, given: dict[str, Any]) -> Any:
        """Show what a referral said.

        It names the client, so the look and its reason are recorded.
        """
        content = actions.read_content(request.actor, referral=referral, reason=given["reason"])
        items = [{"name": name, "value": content[name]} for name in FIELDS if name in content]
        return {"referral": referral.pk, "items": items}


class WithdrawnReferral(Endpoint):
    tag = "Referrals"
    version_of = staticmethod(state_of)

    @operation(
        "withdraw_referral", "referral.send", of=queries.referral_of, gives=ReferralShape,
        changes=True, versioned=True, links={"read": TO_REFERRAL}, blocked=("already_withdrawn",),
    )  # fmt: skip
    def post(self, request: Any, referral: Any, version: str) -> Any:
        """Close the link. What the partner has read already cannot be taken back."""
        actions.withdraw_referral(request.actor, referral=referral)
        return queries.referral_of(request.actor, referral.pk)


HAND_OVER_BLOCKS = ("sent_by_link", *rules.REFUSALS)


class ReferralPaper(Endpoint):
    tag = "Referrals"

    @operation(
        "fetch_referral_paper", "referral.send", of=queries.referral_of,
        media_type="application/pdf", cost=10, blocked=HAND_OVER_BLOCKS,
    )  # fmt: skip
    def get(self, request: Any, referral: Any) -> Any:
        """Fetch what goes to the partner on paper; refused when the release no longer holds."""
        content = actions.hand_over(request.actor, referral=referral)
        return as_paper(referral, labelled(content))


class ReferralFile(Endpoint):
    tag = "Referrals"

    @operation(
        "hand_over_referral", "referral.send", of=queries.referral_of, gives=ReferralContentShape,
        cost=10, blocked=HAND_OVER_BLOCKS,
    )  # fmt: skip
    def post(self, request: Any, referral: Any) -> Any:
        """Take out what goes to the partner's system; refused when the release no longer holds."""
        content = actions.hand_over(request.actor, referral=referral)
        items = [{"name": name, "value": content[name]} for name in FIELDS if name in content]
        return {"referral": referral.pk, "items": items}
