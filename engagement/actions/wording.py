"""Writes: the clinic's own words for its letters, in versions."""

from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cases.rules import MATTERS
from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from engagement import rules
from engagement.models import Wording
from engagement.queries import last_number, wording_of
from engagement.rules.wording import WordingError, unknown_placeholders


@action("wording.written")
def write_wording(
    actor: Actor,
    *,
    kind: str,
    matter: str,
    sections: Sequence[Mapping[str, str]],
    news: str,
    version: int,
) -> Wording:
    """Write a new version of the words for a kind of letter; letters keep what they were made of.

    :param matter: nothing: for every matter that has no words of its own
    :param version: the number of the last version, 0 where there is none
    """
    require(actor, "wording.edit")
    _known(kind, matter)
    rows = [{key: str(row[key]).strip() for key in ("code", "heading", "text")} for row in sections]
    if tuple(row["code"] for row in rows) != rules.SECTIONS[kind]:
        raise ValueError("Not the sections of this letter.")
    for row in rows:
        if not row["heading"] or not row["text"]:
            raise Blocked(_("No section may be empty."), code="section_empty")
        try:
            unknown_placeholders(kind, row["text"], row["heading"])
        except WordingError as error:
            raise Blocked(
                _("What stands in braces is filled in: only %(names)s. Look at: %(what)s")
                % {
                    "names": ", ".join(f"{{{name}}}" for name in rules.PLACEHOLDERS[kind]),
                    "what": str(error),
                },
                code="unknown_placeholder",
            ) from error
    wording = _next(actor, kind, matter, version, rows, news)
    record(actor, "wording.written", wording, detail={"kind": kind, "version": wording.number})
    return wording


@action("wording.withdrawn")
def withdraw_wording(actor: Actor, *, kind: str, matter: str, news: str, version: int) -> Wording:
    """Take the clinic's own words out of use; the earlier versions stay."""
    require(actor, "wording.edit")
    _known(kind, matter)
    if not wording_of(kind, matter).is_own:
        raise Blocked(_("There are no words of your own here."), code="not_own")
    wording = _next(actor, kind, matter, version, None, news)
    record(actor, "wording.withdrawn", wording, detail={"kind": kind, "version": wording.number})
    return wording


def _known(kind: str, matter: str) -> None:
    if kind not in rules.KINDS or (matter and matter not in MATTERS):
        raise ValueError("There is no such letter.")


def _next(
    actor: Actor, kind: str, matter: str, version: int,
    sections: list[dict[str, str]] | None, news: str,
) -> Wording:  # fmt: skip
    last = last_number(kind, matter)
    if version != last:
        raise _changed_meanwhile()
    wording = Wording(
        kind=kind, matter=matter, number=last + 1, sections=sections,
        news=news.strip() or None, written_by=seat_of(actor),
    )  # fmt: skip
    try:
        with transaction.atomic():
            wording.save(force_insert=True)
    except IntegrityError as error:  # two wrote the same version at the same moment
        raise _changed_meanwhile() from error
    return wording


def _changed_meanwhile() -> Blocked:
    return Blocked(
        _("Somebody changed this meanwhile. Look at it again, then send once more."),
        code="changed_meanwhile",
    )
