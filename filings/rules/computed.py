"""What comes out of a computation, and its shape as JSON."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from filings.rules.absence import DaysLeft
from filings.rules.count import Step
from filings.rules.shape import Received
from filings.rules.texts import Said


@dataclass(frozen=True, slots=True)
class ReadingDates:
    """What one reading of a contested law gives."""

    name: str
    outer: date
    target: date
    source: str


@dataclass(frozen=True, slots=True)
class Computed:
    """`outer`: last lawful day for us, null where the date binds an agency. `target`: the day to
    plan for, or to chase the agency. `opens`: first lawful day. `by_rule`: what the rule alone
    gives, kept beside a printed date. `warnings` are sentences to show with the dates.

    `readings`: while the law is contested, what each reading gives; the dates above stay the ones
    that cost the client nothing. `jurisdictional`: nobody can give back what is missed. `no_date`:
    the law was searched and sets no day; this is what there is to say instead.
    """

    rule: str
    version: str
    opens: date | None
    outer: date | None
    target: date | None
    steps: tuple[Step, ...]
    source: str
    verify_with_counsel: bool
    warnings: tuple[Said, ...]
    ladder: str
    by_rule: date | None
    consequence: str
    jurisdictional: bool
    readings: tuple[ReadingDates, ...] = ()
    receipt_or_postmark: Received = "receipt"
    days_left: DaysLeft | None = None
    no_date: str = ""

    @property
    def contested(self) -> bool:
        return bool(self.readings)


def as_json(computed: Computed) -> dict[str, object]:
    """Give the shape that `manage.py compute_deadline` prints: ISO dates or None."""
    return {
        "rule": computed.rule,
        "version": computed.version,
        "opens": _iso(computed.opens),
        "outer": _iso(computed.outer),
        "target": _iso(computed.target),
        "steps": [
            {"code": step.code, "text": step.text, "date": _iso(step.date)}
            for step in computed.steps
        ],
        "source": computed.source,
        "verify_with_counsel": computed.verify_with_counsel,
        "warnings": [warning.text for warning in computed.warnings],
        "by_rule": _iso(computed.by_rule),
        "ladder": computed.ladder,
        "consequence": computed.consequence,
        "jurisdictional": computed.jurisdictional,
        "contested": computed.contested,
        "readings": [
            {
                "name": reading.name,
                "outer": _iso(reading.outer),
                "target": _iso(reading.target),
                "source": reading.source,
            }
            for reading in computed.readings
        ],
        "receipt_or_postmark": computed.receipt_or_postmark,
        "days_left": asdict(computed.days_left) if computed.days_left else None,
        "no_date": computed.no_date or None,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
