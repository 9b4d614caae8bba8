"""Recipes for filings, referrals, packets, reports and the clinic's own desk."""

import uuid

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from clinic.access.actor import Actor
from clinic.audit.verifying import copy_lines
from clinic.office.actions.clinics import settings_mark
from clinic.people.models import Invitation
from clinic.tenancy.current import today
from clinic.tenancy.models import Clinic
from packets import actions as packets
from packets.models import Packet
from packets.queries import content_of
from referrals import actions as referrals
from tests.everywhere.recipes import Call, fresh, recipe, service, simple
from tests.everywhere.world import Place
from tests.everywhere.world_records import let_go
from tests.sealed import PDF

# --- referrals --------------------------------------------------------------------------------
DETAILS: dict[str, object] = {
    "name": "Clinic for tests",
    "kind": "medical",
    "email": "c@example.org",
}
simple(
    "partner.added", "coordinator", "attorney",
    lambda p: {"form_token": uuid.uuid4(), "details": DETAILS},
)  # fmt: skip
simple(
    "partner.edited",
    "coordinator",
    "attorney",
    lambda p: {"partner": p.partner, "details": DETAILS, "version": p.partner.version},
)
simple(
    "partner_contact.added", "coordinator", "attorney",
    lambda p: {
        "partner": p.partner, "form_token": uuid.uuid4(), "details": {"name": "Dora Tagdienst"},
    },
)  # fmt: skip
simple(
    "partner_contact.changed", "coordinator", "attorney",
    lambda p: {
        "contact": fresh(p.partner_contact), "details": {"role": "Director"}, "version": 1,
    },
)  # fmt: skip
simple(
    "partner_contact.ended", "coordinator", "attorney",
    lambda p: {"contact": fresh(p.partner_contact), "version": 1},
)  # fmt: skip
simple(
    "release.given", "advocate", "supervisor",
    lambda p: {
        "form_token": uuid.uuid4(), "case": fresh(p.case), "partner": p.partner,
        "fields": ["language"], "purpose": "A bed.", "language": "Dari", "method": "paper",
        "signed_name": "M. M.", "given_on": today(),
    },
)  # fmt: skip
simple("release.revoked", "advocate", "supervisor", lambda p: {"release": fresh(p.release)})
simple("release.all_revoked", "advocate", "supervisor", lambda p: {"case": fresh(p.case)})
simple(
    "release.read", "advocate", "other_advocate",
    lambda p: {"release": fresh(p.release), "reason": "safety"},
)  # fmt: skip
simple(
    "release.scan_downloaded", "advocate", "other_advocate",
    lambda p: {"release": fresh(p.release)},
)  # fmt: skip
simple(
    "referral.handed_over", "advocate", "supervisor",
    lambda p: {"referral": fresh(p.paper_referral)},
)  # fmt: skip
simple(
    "referral.sent", "advocate", "supervisor",
    lambda p: {
        "form_token": uuid.uuid4(), "case": fresh(p.case), "partner": p.partner,
        "fields": ["legal_name"],
    },
)  # fmt: skip
simple("referral.withdrawn", "advocate", "supervisor", lambda p: {"referral": fresh(p.referral)})
simple(
    "referral.content_read", "advocate", "other_advocate",
    lambda p: {"referral": fresh(p.referral), "reason": "safety"},
)  # fmt: skip


@recipe("referral.opened", "administrator")
def _link_opened(place: Place) -> Call:
    return service(place, "partner_link"), {"referral": fresh(place.referral)}


@recipe("referral.answered", "administrator")
def _answered(place: Place) -> Call:
    partner = service(place, "partner_link")
    referrals.open_referral(partner, referral=fresh(place.referral))
    return partner, {"referral": fresh(place.referral), "accepted": True}


# --- packets, reports -------------------------------------------------------------------------


@recipe("packet.requested", "other_attorney")
def _packet(place: Place) -> Call:
    return place.advocate, {"case": fresh(place.case)}


def _rendered(place: Place) -> Packet:
    packet = fresh(place.packet)
    content = content_of(place.attorney, packet.case, packet)
    packets.finish_packet(place.attorney, packet=packet, content=content, pdf=PDF)
    result: Packet = fresh(packet)
    return result


@recipe("packet.rendered", "advocate")
def _render(place: Place) -> Call:
    packet = fresh(place.packet)
    content = content_of(place.attorney, packet.case, packet)
    return place.attorney, {"packet": packet, "content": content, "pdf": PDF}


@recipe("packet.failed", "advocate")
def _failed(place: Place) -> Call:
    return place.attorney, {"packet": fresh(place.packet), "code": "render_failed"}


@recipe("packet.retried", "advocate")
def _retried(place: Place) -> Call:
    packets.fail_packet(place.attorney, packet=fresh(place.packet), code="render_failed")
    return place.attorney, {"packet": fresh(place.packet)}


@recipe("packet.downloaded", "advocate")
def _downloaded(place: Place) -> Call:
    return place.attorney, {"packet": _rendered(place)}


@recipe("packet.expired", "advocate")
def _expired(place: Place) -> Call:
    let_go(place)
    return place.attorney, {"packet": _rendered(place)}


simple("report.exported", "supervisor", "advocate", lambda p: {})

# --- the clinic's own desk --------------------------------------------------------------------
simple(
    "clinic.edited", "administrator", "coordinator",
    lambda p: {
        "clinic": p.clinic, "values": {"name": "Harbor Renamed"}, "before": settings_mark(p.clinic),
    },
)  # fmt: skip
simple(
    "invitation.sent", "administrator", "coordinator",
    lambda p: {"email": "another@example.org", "roles": ["attorney"]},
)  # fmt: skip
simple(
    "invitation.revoked", "administrator", "coordinator",
    lambda p: {"invitation": Invitation.objects.get(pk=p.invitation.pk)},
)  # fmt: skip
simple(
    "member.roles_set", "administrator", "coordinator",
    lambda p: {
        "membership": p.advocate.membership, "roles": ["advocate", "auditor"],
        "before": ["advocate"],
    },
)  # fmt: skip
simple("audit.copied", "auditor", "administrator", lambda p: {})
simple(
    "audit.copy_checked", "auditor", "administrator",
    lambda p: {"content": [line.encode() for line in copy_lines()]},
)  # fmt: skip
simple("audit.verified", "auditor", "coordinator", lambda p: {})
simple(
    "member.ended", "administrator", "coordinator",
    lambda p: {"membership": p.advocate.membership},
)  # fmt: skip


@recipe("invitation.accepted", "nobody")
def _accepted(place: Place) -> Call:
    invitation = Invitation.objects.get(pk=place.invitation.pk)
    return service(place, "invitation"), {
        "invitation": invitation, "user": None, "name": "New Person",
        "password": "lantern-harbor-9",
    }  # fmt: skip


@recipe("clinic.created", "administrator")
def _created(place: Place) -> Call:
    """The walk binds the new clinic; see `test_actions.py`."""
    return Actor.system(Clinic(slug="newborn", name="Newborn Test Clinic"), "operator"), {}


simple(
    "member.calendar_ended", "administrator", "coordinator",
    lambda p: {"membership": p.attorney.membership},
)  # fmt: skip


@recipe("member.factor_reset", "coordinator")
def _factor(place: Place) -> Call:
    TOTP.activate(place.attorney.user, generate_totp_secret())
    return place.administrator, {"membership": place.attorney.membership}
