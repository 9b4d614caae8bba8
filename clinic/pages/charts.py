"""Charts as geometry: the server draws, the page only shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Tone = Literal["plain", "warn", "danger"]


@dataclass(frozen=True)
class Bar:
    label: str
    shown: str
    # Percent of the widest bar, as SVG wants it: with a point in every language.
    width: str
    tone: Tone


@dataclass(frozen=True)
class Chart:
    title: str
    unit: str
    bars: tuple[Bar, ...]


def bar_chart(
    rows: Sequence[tuple[str, int | None]],
    *,
    title: str,
    unit: str,
    hidden_as: str = "",
    tones: Sequence[Tone] = (),
) -> Chart:
    """Draw counts as bars. None is a count too small to show: `hidden_as` stands in its place.

    A hidden count must not be read off a length, so it has no bar at all.
    """
    widest = max((count for _label, count in rows if count), default=0)
    return Chart(
        title,
        unit,
        tuple(
            Bar(
                label=label,
                shown=hidden_as if count is None else str(count),
                width=f"{100 * count / widest:.1f}" if count and widest else "0",
                tone=tones[index] if index < len(tones) else "plain",
            )
            for index, (label, count) in enumerate(rows)
        ),
    )
