"""Two names as a conflict check would meet them: found by tokens first, then opened and ranked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from clients.rules.matching import Match, ReadName, compare
from clients.rules.nearness import shared_enough

Tokens = Callable[[str, bool], Mapping[bytes, int]]
NOT_FOUND, UNLIKE = "no_shared_sound", "unlike"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a check would show the pair; the rule says why, or where it was lost."""

    matched: bool
    score: float
    rule: str


def judge(a: str, b: str, tokens: Tokens, *, organisation: bool = False) -> Verdict:
    """Say what a conflict check makes of two names.

    The score is told even when the tokens have too little in common, so that it can be seen
    which of both steps lost a pair.

    :param tokens: the blind tokens of a name, each with the words it speaks for
    """
    found = shared_enough(tokens(a, organisation), tokens(b, organisation))
    match: Match = compare(ReadName(a, organisation), ReadName(b, organisation))
    if not found:
        return Verdict(False, match.score, NOT_FOUND)
    if not match.is_possible:
        return Verdict(False, match.score, UNLIKE)
    return Verdict(True, match.score, "+".join(match.reasons))
