"""What hours are worth: the rate of a day, and sums that lose no part of a cent. Pure."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.rules.outcomes import CURRENCIES as CURRENCIES

# By which of these the hours of a period are told apart.
BY: Mapping[str, Promise] = MappingProxyType(
    {"person": _("Person"), "kind": _("Kind"), "funder": _("Funder")}
)
MOST_CENTS = 1_000_000
LONGEST_FUNDER = 120
MOST_DAYS = 1100


@dataclass(frozen=True)
class RateOf:
    """So many cents an hour from a day on; an empty kind or funder stands for any."""

    kind: str
    funder: Hashable
    cents: int
    currency: str
    valid_from: date


@dataclass(frozen=True)
class Worked:
    """So many tenths of one kind, person and funder on one day."""

    kind: str
    person: Hashable
    funder: Hashable
    day: date
    tenths: int


@dataclass
class Sum:
    """Hours and what they are worth. `thousandths`: of a currency, exact; `unrated`: tenths."""

    tenths: int = 0
    unrated: int = 0
    thousandths: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, tenths: int, rate: RateOf | None) -> None:
        self.tenths += tenths
        if rate is None:
            self.unrated += tenths
        else:  # a tenth of an hour at so many cents: a tenth of a cent is a thousandth
            self.thousandths[rate.currency] += tenths * rate.cents

    def worth(self) -> list[tuple[str, Decimal]]:
        """Return the value in each currency, rounded once, half up."""
        return [
            (currency, (Decimal(exact) / 1000).quantize(Decimal("0.01"), ROUND_HALF_UP))
            for currency, exact in sorted(self.thousandths.items())
        ]


def rate_for(rates: Sequence[RateOf], kind: str, funder: Hashable, day: date) -> RateOf | None:
    """Return the rate of a day: the funder's before anybody's, a kind's before all kinds'.

    Of several from before the day the latest holds; of one day the one that was set last, which
    stands last.
    """
    for of_funder, of_kind in ((funder, kind), (funder, ""), (None, kind), (None, "")):
        found = [
            rate for rate in rates
            if (rate.funder, rate.kind) == (of_funder, of_kind) and rate.valid_from <= day
        ]  # fmt: skip
        if found:
            latest = max(rate.valid_from for rate in found)
            return [rate for rate in found if rate.valid_from == latest][-1]
    return None


def summed(
    rows: Iterable[Worked], rates: Sequence[RateOf], by: str
) -> tuple[dict[Hashable, Sum], Sum]:
    """Return the sums by person, kind or funder, and the whole, which is no sum of rounded ones."""
    parts: dict[Hashable, Sum] = defaultdict(Sum)
    whole = Sum()
    for row in rows:
        rate = rate_for(rates, row.kind, row.funder, row.day)
        parts[getattr(row, by)].add(row.tenths, rate)
        whole.add(row.tenths, rate)
    return dict(parts), whole
