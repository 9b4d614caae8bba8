"""Two records of one person: what stands against joining them, and what joining does.

A person decides, a second one agrees, and it can be undone. Nothing is joined by itself.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from clients.rules.intake import IntakeStatus
from clients.rules.wording import gettext_noop


class MergeStatus(StrEnum):
    PROPOSED = "proposed"
    DECLINED = "declined"
    DONE = "done"
    UNDONE = "undone"


STATUS_LABELS: Mapping[MergeStatus, str] = {
    MergeStatus.PROPOSED: gettext_noop("Waits for a second person"),
    MergeStatus.DECLINED: gettext_noop("Not joined"),
    MergeStatus.DONE: gettext_noop("Joined"),
    MergeStatus.UNDONE: gettext_noop("Taken apart again"),
}
# While one of these stands, no other joining of the same record may begin.
STANDING = (MergeStatus.PROPOSED.value, MergeStatus.DONE.value)

# code -> what stands against it, in words that say what to do.
OBSTACLES: Mapping[str, str] = {
    "open_case": gettext_noop(
        "The record that goes has an open case. Keep that record instead, or close the case first."
    ),
    "open_intake": gettext_noop(
        "The record that goes has an intake that has not ended. End it first; what was said stays."
    ),
    "contact_differs": gettext_noop(
        "The record that stays calls a way safe that the other one calls not safe. Ask the person, "
        "and correct the record that stays first."
    ),
    "guardian_differs": gettext_noop(
        "The record that goes names a guardian who may not consent, and the one that stays does "
        "not say so. Write it down in the record that stays first."
    ),
    "merged": gettext_noop("One of the records was joined into another already."),
    "merge_standing": gettext_noop("Joining one of these records is proposed or done already."),
    "same_record": gettext_noop("These are not two records."),
}

_OPEN = frozenset({IntakeStatus.STARTED, IntakeStatus.PAUSED, IntakeStatus.READY})


def contradicted(stays: Mapping[str, str], goes: Mapping[str, str]) -> list[str]:
    """Return channels that the record that stays calls safe and the other one unsafe.

    Only this way round it is a danger: the rules of the record that goes are not used any more.
    """
    return [
        channel
        for channel, state in stays.items()
        if state == "safe" and goes.get(channel) == "unsafe"
    ]


def obstacles(
    *,
    open_case: bool,
    intakes: Iterable[str],
    stays: Mapping[str, str],
    goes: Mapping[str, str],
    guardian: bool = False,
) -> list[str]:
    """Return codes of `OBSTACLES` that stand against joining; `intakes` of the record that goes.

    :param guardian: whether a warning about a guardian would be lost
    """
    found = []
    if open_case:
        found.append("open_case")
    if any(status in _OPEN for status in intakes):
        found.append("open_intake")
    if contradicted(stays, goes):
        found.append("contact_differs")
    if guardian:
        found.append("guardian_differs")
    return found
