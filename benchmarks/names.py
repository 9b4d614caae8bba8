"""Reading and comparing names: ten times the text must take about ten times as long."""

import argparse
from collections.abc import Callable
from functools import partial

from benchmarks.timing import compare
from clients.rules.matching import similarity
from clients.rules.names import name_tokens, normalise

TEXTS = {
    "letters": "maria lopez ",
    "one long word": "maria",
    "combining marks": "e\u0301",
    "ligature that unfolds": "\ufdfa",
    "han": "张伟",
    "apostrophes": "'",
}
JOBS: dict[str, Callable[[str], object]] = {
    "normalise": normalise,
    "tokens": name_tokens,
    "organisation": lambda text: name_tokens(text, organisation=True),
    "similarity": lambda text: similarity(text, text[::-1]),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, default=10_000, help="characters")
    scale: int = parser.parse_args().scale
    print("ten times the text (left) against the text (right); 10 is linear")
    for told, text in TEXTS.items():
        long = (text * scale)[:scale]
        short = long[: scale // 10]
        for name, job in JOBS.items():
            compare(f"{name}, {told}", partial(job, long), partial(job, short))


if __name__ == "__main__":
    main()
