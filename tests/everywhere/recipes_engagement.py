"""Recipes for letters to clients."""

from typing import Any

from clinic.tenancy.current import today
from clinic.tenancy.models import new_id
from engagement import actions
from engagement.models import EmergencyWork, Letter
from tests.everywhere.recipes import Call, fresh, recipe, simple
from tests.everywhere.world import Place
from tests.everywhere.world_engagement import own_words


def _letter(row: Any) -> dict[str, Any]:
    rows = Letter.objects.select_related("key", "case__client__key", "case__key", "wording")
    found = rows.get(pk=row.pk)
    return {"letter": found, "version": found.version}


def _sections(place: Place) -> list[dict[str, str]]:
    return [{**row, "text": "Plain words."} for row in _letter(place.letter)["letter"].sections]


simple(
    "letter.added", "coordinator", "advocate",
    lambda p: {"case": fresh(p.case), "letter_id": new_id(), "kind": "full",
               "matters": ["t_visa"]},
)  # fmt: skip
simple(
    "letter.revised", "attorney", "advocate",
    lambda p: {**_letter(p.letter), "sections": _sections(p)},
)  # fmt: skip
simple(
    "letter.translated", "attorney", "advocate",
    lambda p: {**_letter(p.letter), "language": "Amharic", "read_out": True},
)  # fmt: skip
simple("letter.readied", "attorney", "advocate", lambda p: _letter(p.letter))
simple("letter.approved", "supervisor", "attorney", lambda p: _letter(p.asked_letter))
simple(
    "letter.returned", "supervisor", "advocate",
    lambda p: {**_letter(p.asked_letter), "reason": "Name the appeal."},
)  # fmt: skip


def _signs(letter: Any) -> dict[str, Any]:
    said = {"method": "screen", "signed_name": "M. M.", "signed_on": today()}
    return {**_letter(letter), **said}


simple(
    "letter.client_signed", "coordinator", "advocate",
    lambda p: {**_signs(p.ready_letter), "signer": "client", "language": "Tigrinya"},
)  # fmt: skip
simple(
    "letter.countersigned", "attorney", "coordinator",
    lambda p: _signs(p.ready_letter),
)  # fmt: skip
simple(
    "letter.ended", "attorney", "advocate",
    lambda p: {**_letter(p.letter), "ending": "mistake", "reason": "Of another case."},
)  # fmt: skip
simple(
    "letter.given", "coordinator", "advocate",
    lambda p: {**_letter(p.closing_letter), "way": "handed", "given_on": today()},
)  # fmt: skip
simple(
    "letter.downloaded", "coordinator", "advocate",
    lambda p: {"letter": _letter(p.letter)["letter"]},
)  # fmt: skip
simple(
    "letter.copy_downloaded", "coordinator", "advocate",
    lambda p: {"letter": _letter(p.letter)["letter"]},
)  # fmt: skip
simple(
    "closing_letter.waived", "attorney", "advocate",
    lambda p: {"case": fresh(p.case), "letter_id": new_id(), "reason": "Nobody can reach her."},
)  # fmt: skip


def _emergency(place: Place) -> EmergencyWork:
    rows = EmergencyWork.objects.select_related("key", "case__client__key", "case__key")
    return rows.get(pk=place.emergency.pk)


@recipe("emergency.said", "coordinator")
def _said(place: Place) -> Call:
    actions.end_emergency(place.people["supervisor"], emergency=_emergency(place))
    return place.people["supervisor"], {
        "case": fresh(place.case), "emergency_id": new_id(), "reason": "deadline",
        "words": "The answer is due.", "days": 2,
    }  # fmt: skip


simple("emergency.ended", "attorney", "coordinator", lambda p: {"emergency": _emergency(p)})
simple(
    "wording.written", "supervisor", "attorney",
    lambda p: {"kind": "full", "matter": "", "sections": own_words(), "news": "", "version": 0},
)  # fmt: skip
simple(
    "wording.withdrawn", "coordinator", "attorney",
    lambda p: {"kind": "full", "matter": "asylum", "news": "", "version": p.wording.number},
)  # fmt: skip
