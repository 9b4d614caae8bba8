"""Time two ways of doing the same, in turn, and print the ratio of their medians."""

import statistics
import time
from collections.abc import Callable

TURNS = 9


def seconds(job: Callable[[], object]) -> float:
    begun = time.perf_counter()
    job()
    return time.perf_counter() - begun


def compare(
    row: str, job: Callable[[], object], bare: Callable[[], object], *, turns: int = TURNS
) -> float:
    """Print one line and return job / bare; the two take turns, so a slow moment hits both."""
    job(), bare()  # warm
    pairs = [(seconds(job), seconds(bare)) for _turn in range(turns)]
    ours, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"{row:<44} {ours * 1e3:9.2f} ms {theirs * 1e3:9.2f} ms  ratio {ours / theirs:6.2f}")
    return float(ours / theirs)
