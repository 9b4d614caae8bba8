"""Requests of the room of partners, releases and referrals."""

from typing import Any

from clinic.tenancy.current import bind, today
from tests.everywhere.world import Place
from tests.rest.calls import Call


def _release(place: Place) -> dict[str, Any]:
    with bind(place.clinic):
        day = today().isoformat()
    return {
        "partner": str(place.partner.pk),
        "fields_released": ["name_to_use", "language"],
        "purpose": "A bed for tonight.",
        "language": "Tigrinya",
        "method": "paper",
        "signed_name": "N. B.",
        "given_on": day,
        "informed": True,
    }


CALLS = {
    "list_partners": Call(query="kind=shelter&text=tests&language=tigrinya&retired=false"),
    "add_partner": Call(
        body=lambda place: {
            "name": "Quiet House",
            "kind": "shelter",
            "email": "quiet.house@example.org",
            "services": ["beds", "meals"],
            "languages": ["Dari"],
        },
    ),
    "read_partner": Call("partner"),
    "change_partner": Call("partner", lambda place: {"place": "North side", "active": True}),
    "list_partner_contacts": Call("partner"),
    "add_partner_contact": Call("partner", lambda place: {"name": "Dora Tagdienst"}),
    "read_partner_contact": Call("partner_contact"),
    "change_partner_contact": Call("partner_contact", lambda place: {"role": "Director"}),
    "end_partner_contact": Call("partner_contact"),
    "list_releases": Call("case"),
    "give_release": Call("case", _release),
    "give_scanned_release": Call("case", _release, scan="upload"),
    "read_release": Call("release"),
    "revoke_release": Call("release", lambda place: {"how": "phone"}),
    "revoke_all_releases": Call("case", lambda place: {"how": "phone"}),
    "reveal_release": Call("release", lambda place: {"reason": "safety"}),
    "fetch_release_scan": Call("release"),
    "list_referrals": Call("case"),
    "send_referral": Call(
        "case",
        lambda place: {"partner": str(place.partner.pk), "fields_shared": ["legal_name"]},
    ),
    "read_referral": Call("referral"),
    "reveal_referral": Call("referral", lambda place: {"reason": "safety"}),
    "withdraw_referral": Call("referral"),
    "fetch_referral_paper": Call("paper_referral"),
    "hand_over_referral": Call("paper_referral"),
}
