"""A hold and a wish to be erased on the client of the open case; a referral on paper."""

import uuid
from typing import Any

from django.utils import timezone

from clients.models import Client
from clinic.tenancy.current import today
from records import actions
from records.models import Demand, Hold
from referrals import actions as referrals


def keep(place: Any) -> None:
    client = Client.objects.select_related("key").get(pk=place.case.client_id)
    attorney = place.people["attorney"]
    place.hold = actions.place_hold(attorney, client=client, reason="A suit is expected.")
    place.erasure = actions.request_erasure(
        attorney, client=client, asked_on=today(), words="All of it."
    )


def let_go(place: Any) -> None:
    """End what keeps the files of the open case: the demand, and the hold."""
    Demand.objects.update(state="withdrawn")
    Hold.objects.update(lifted_at=timezone.now())


def hand_paper(place: Any) -> None:
    place.paper_referral = referrals.send_referral(
        place.people["advocate"], form_token=uuid.uuid4(), case=place.case, partner=place.partner,
        fields=["legal_name"], way="paper",
    )  # fmt: skip
