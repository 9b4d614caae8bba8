"""Whom the clinic itself is bound to, and who works at its partners.

Names unlike any of the demo's: each is compared with the names of every matter. Done once: a later
run finds the funder.
"""

from clients.actions import add_affiliate
from clients.models import Affiliate
from clinic.tenancy.models import new_id
from desk.demo.cast import in_role
from desk.demo.offices import Office, address, at_work
from referrals.actions import add_contact
from referrals.models import Partner

AFFILIATES = (
    {"kind": "funder", "name": "Quietwater Sample Trust", "is_organisation": True,
     "people": ["Ondřej Vzorový"], "note": "Pays for hours in T visa cases. (Made up.)"},
    {"kind": "board_member", "name": "Thandeka Umzekelo", "is_organisation": False,
     "organisations": ["Lichtung Keramik Muster GmbH"]},
    {"kind": "volunteer_firm", "name": "Thistledown Vzor LLP", "is_organisation": True},
)  # fmt: skip
CONTACTS = (
    ("Ruta Pavyzdė", "Night desk"), ("Ikaika Laʻana", "Case manager"), ("Esi Nhwɛso", "Intake"),
)  # fmt: skip


def seed_bound(office: Office) -> bool:
    """Return whether anything was made."""
    with at_work(office) as actor:
        if Affiliate.objects.exists():
            return False
        coordinator = actor(in_role(office.slug, "coordinator"))
        for details in AFFILIATES:
            add_affiliate(coordinator, form_token=new_id(), details=details)
        partners = Partner.objects.order_by("id")
        for partner, (name, role) in zip(partners, CONTACTS, strict=False):
            email = address(f"contact.{partner.pk.hex[-6:]}")
            details = {"name": name, "role": role, "email": email}
            add_contact(coordinator, partner=partner, form_token=new_id(), details=details)
    return True
