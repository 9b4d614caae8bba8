"""What was handed over and is not read yet, and what hangs on somebody who left."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models import Assignment, Handover
from cases.queries import orphans, unattended, unread_by_others, unread_own
from clinic.access.actor import Actor
from clinic.pages.templatetags.alcove import local_time
from clinic.tenancy.current import clinic_url
from desk.queries.parts import Item, Panel, first_of_each
from desk.rules import SHOWN
from staffing.queries import beyond_accreditation


def handed_over(actor: Actor, *, others: bool) -> list[Panel]:
    """Cases that somebody handed to the actor, until they say that they have read it.

    With `others` too those whose successor has not said so for days.
    """
    lists = [(unread_own(actor), _own)]
    if others:
        lists.append((unread_by_others(actor), _others))
    told = first_of_each(*lists, key=lambda row: row.pk)
    heading, about = _("Handed to you"), _("Read it and say so; until then it stands here.")
    items, number = told[0]
    panels = [Panel("handed_to_me", heading, "", items, about=about, number=number)]
    for items, number in told[1:]:
        panels.append(Panel("not_read", _("Handed over and not read"), "", items, number=number))
    return panels


def left_behind(actor: Actor) -> Panel:
    """Cases in which something hangs on somebody who is no longer on them."""
    found = orphans(actor)
    items = [
        Item(
            one.membership.user.name,
            clinic_url("cases:hand_over", one.case.pk) + f"?from={one.membership.pk}",
            note=f"{one.case.number} · {one.case.client.code_name}",
            badge=ngettext("%(number)s thing", "%(number)s things", one.number)
            % {"number": one.number},
            tone="warn",
        )
        for one in found[:SHOWN]
    ]
    heading, more = _("Left behind"), clinic_url("cases:orphans")
    return Panel("left_behind", heading, "", items, number=len(found), more_url=more)


def without_beside(actor: Actor) -> list[Panel]:
    """Who stands on a case that asks for an attorney of the clinic beside them, and none is left.

    Law students, and representatives to whom not every matter of the case is open.
    """
    headings = (
        ("unattended", _("Law students without an attorney")),
        ("beyond", _("Representatives on a matter not open to them")),
    )
    told = first_of_each(
        (unattended(actor), _alone), (beyond_accreditation(actor), _alone),
        key=lambda row: (row.case_id, row.pk),
    )  # fmt: skip
    more = clinic_url("cases:orphans")
    return [
        Panel(code, heading, "", items, number=number, more_url=more)
        for (code, heading), (items, number) in zip(headings, told, strict=True)
    ]


def _alone(row: Assignment) -> Item:
    return Item(
        row.membership.user.name,
        clinic_url("cases:assign", row.case_id),
        note=f"{row.case.number} · {row.case.client.code_name}",
        badge=_("Assign an attorney"),
        tone="warn",
    )


def _own(row: Handover) -> Item:
    return _item(row, row.leaver.user.name)


def _others(row: Handover) -> Item:
    return _item(row, row.successor.user.name)


def _item(row: Handover, who: str) -> Item:
    return Item(
        row.case.number,
        clinic_url("cases:handover", row.pk),
        note=f"{row.case.client.code_name} · {who}",
        dates=str(local_time(row.made_at)),
    )
