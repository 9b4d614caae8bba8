"""The catalogue of filings as data (domain.md section 1): what a clinic may add to a case.

Only filings of lifecycle U, applications to USCIS, are here yet. Prerequisites are reminders for
an attorney, not legal advice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from filings.rules.texts import gettext_noop

AAO = "us.uscis.aao_appeal"


@dataclass(frozen=True)
class Form:
    """`on_denial`: the rule that computes the last day to challenge a denial, if there is one.

    `most_rfe_days`: the most an RFE about this form may give, where it is less than the rule's.
    """

    code: str
    name: str
    body: str
    lifecycle: str
    prerequisites: str
    unlocks: str = ""
    on_denial: str = AAO
    most_rfe_days: int | None = None


_ROWS = (
    Form(
        "I-914",
        gettext_noop("T nonimmigrant status"),
        "USCIS",
        "U",
        gettext_noop(
            "A signed statement in the client's own words and any credible evidence; victim of a "
            "severe form of trafficking; present because of it; cooperation, unless under 18 then "
            "or excused for trauma; extreme hardship on removal. No fee."
        ),
        gettext_noop("I-914A for family, work permit, I-485 after three years"),
    ),
    Form(
        "I-914A",
        gettext_noop("T status for a family member"),
        "USCIS",
        "U",
        gettext_noop(
            "One for each person. Principal under 21: spouse, children, parents, unmarried "
            "siblings under 18. Principal 21 or older: spouse and children. At any age: who is in "
            "danger of retaliation. Ages are fixed on the day the I-914 is filed."
        ),
        gettext_noop("Work permit, I-485"),
    ),
    Form(
        "I-192",
        gettext_noop("Waiver of inadmissibility"),
        "USCIS",
        "U",
        gettext_noop("A ground of inadmissibility. File it with the I-914 or I-918. No fee."),
        gettext_noop("Approval of T or U status"),
    ),
    Form(
        "I-918",
        gettext_noop("U nonimmigrant status"),
        "USCIS",
        "U",
        gettext_noop(
            "The original I-918B, signed in ink no more than six months before; a qualifying "
            "crime; substantial harm; helpfulness."
        ),
        gettext_noop("Bona fide determination and work permit, I-485, I-929"),
    ),
    Form(
        "I-918A",
        gettext_noop("U status for a family member"),
        "USCIS",
        "U",
        gettext_noop("One for each person, with or after the I-918."),
        gettext_noop("Work permit, I-485"),
    ),
    Form(
        "I-929",
        gettext_noop("Family member of a U-1 who adjusts"),
        "USCIS",
        "U",
        gettext_noop("With or after the principal's I-485; never held U status."),
        gettext_noop("I-485 of the family member"),
    ),
    Form(
        "I-765",
        gettext_noop("Work permit"),
        "USCIS",
        "U",
        gettext_noop(
            "The filing it rests on, and its category: a16 T-1, c25 T family, c40 T bona fide, a19 "
            "or a20 U, c14 deferred action, c8 asylum, c9 I-485. Check the edition date."
        ),
        gettext_noop("Lawful work"),
    ),
    Form(
        "I-539",
        gettext_noop("Extension of T or U status"),
        "USCIS",
        "U",
        gettext_noop("Before the status expires; a late one needs an explanation."),
        gettext_noop("More time in status"),
        most_rfe_days=30,
    ),
    Form(
        "I-485T",
        gettext_noop("Permanent residence from T status"),
        "USCIS",
        "U",
        gettext_noop(
            "Three years of presence in T status, or the investigation complete; good moral "
            "character; admissible or waived; I-693 medical."
        ),
        gettext_noop("Permanent residence"),
    ),
    Form(
        "I-485U",
        gettext_noop("Permanent residence from U status"),
        "USCIS",
        "U",
        gettext_noop(
            "Three years of presence in U status; has not refused to help; I-693 medical."
        ),
        gettext_noop("Permanent residence, I-929"),
    ),
    Form(
        "I-360SIJ",
        gettext_noop("Special immigrant juvenile"),
        "USCIS",
        "U",
        gettext_noop("State court order; under 21 on the day it is received; unmarried."),
        gettext_noop("I-485 when a visa number is there"),
    ),
    Form(
        "I-360VAWA",
        gettext_noop("VAWA self-petition"),
        "USCIS",
        "U",
        gettext_noop("A qualifying abuser and relationship; good faith; shared residence."),
        gettext_noop("I-485"),
    ),
    Form(
        "I-589",
        gettext_noop("Asylum"),
        "USCIS",
        "U",
        gettext_noop("Within one year of the last arrival, with narrow exceptions."),
        gettext_noop("Work permit (c8)"),
        on_denial="",
    ),
    Form(
        "I-821",
        gettext_noop("Temporary protected status"),
        "USCIS",
        "U",
        gettext_noop("The country is designated today; many designations ended in 2026."),
        gettext_noop("Work permit"),
    ),
    Form(
        "I-290B",
        gettext_noop("Appeal or motion after a denial"),
        "USCIS AAO",
        "U",
        gettext_noop("The denial; received within 30 days, 33 if it came by mail."),
        on_denial="",
    ),
)
FORMS: Mapping[str, Form] = MappingProxyType({form.code: form for form in _ROWS})
