"""A form carries the id of its row: nobody may choose that id, or probe another clinic with it."""

from typing import Any
from uuid import UUID

from django.test import Client as Browser

from clinic.pages.fields import OnceField
from clinic.tenancy.current import bind
from tests.attack.conftest import Url
from tests.builders import browsing_as
from tests.everywhere.world import Place, World

PARTNER = {"name": "Zed", "kind": "shelter", "email": "zed@example.org"}


def forms(
    world: World, here: Url, there: Place
) -> list[tuple[str, str, str, UUID, dict[str, Any]]]:
    """Return (who, address, field, id of the other clinic's row, the other fields)."""
    mine = world.here
    of_case = {"pk": mine.case.pk}
    with bind(mine.clinic):
        partner = str(mine.partner.pk)
    release = {
        "partner": partner, "fields_released": ["legal_name"], "purpose": "A bed.",
        "language": "Dari", "method": "paper", "signed_name": "M.",
        "given_on": mine.release.given_on.isoformat(), "days": "30", "informed": "on",
    }  # fmt: skip
    referral = {"partner": partner, "fields_shared": ["legal_name"]}
    invitation = {"email": "q@example.org", "roles": ["advocate"]}
    desk, token = "coordinator", "form_token"
    return [
        (desk, here("clients:start"), token, there.intake.pk, {}),
        (desk, here("referrals:add_partner"), token, there.partner.pk, PARTNER),
        (desk, here("referrals:give_release", **of_case), token, there.release.pk, release),
        (desk, here("referrals:send", **of_case), token, there.referral.pk, referral),
        (desk, here("packets:request", **of_case), "once", there.packet.pk, {}),
        ("administrator", here("office:invite"), token, there.invitation.pk, invitation),
    ]


def signed_there(there: Place, row: UUID) -> str:
    with bind(there.clinic):
        return OnceField.signed(row)


def test_the_id_of_another_clinics_row_is_refused_like_any_made_up_id(
    world: World, here: Url
) -> None:
    for who, url, field, row, rest in forms(world, here, world.there):
        browser = browsing_as(world.here.people[who])
        asked = (str(row), signed_there(world.there, row), str(UUID(int=7)))
        answers = [browser.post(url, {field: value, **rest}) for value in asked]
        assert [answer.status_code for answer in answers] in ([422] * 3, [200] * 3), url


def test_a_colleagues_packet_is_not_found_by_its_id(
    world: World, here: Url, at_desk: Browser
) -> None:
    url = here("packets:request", pk=world.here.case.pk)
    known, made_up = (
        at_desk.post(url, {"once": str(row)}).status_code
        for row in (world.here.packet.pk, UUID(int=7))
    )
    assert known == made_up == 422
