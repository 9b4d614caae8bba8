"""Which names are worth opening: how many words of the shorter one share a token with the other."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from clients.rules.names import words_of

Tokens = Mapping[bytes, int] | Mapping[str, int]
# Of the words of the name that has fewer; below it, nobody opens the other name to compare.
LEAST_SHARED = 0.5


def nearness(mine: Tokens, shared: AbstractSet[bytes] | AbstractSet[str], words: int) -> float:
    """Return for which part of the shorter name's words a token is shared, 0 for too few to look.

    :param mine: the tokens of one name, each with the words it speaks for (one bit a word)
    :param shared: the other's tokens, or those of them that were looked for
    :param words: how many words of the other have tokens
    """
    met = 0
    for token, speaks_for in mine.items():
        if token in shared:
            met |= speaks_for
    return nearness_of(met, words_of(mine), words)


def nearness_of(met: int, mine: int, theirs: int) -> float:
    """Do the same from the words that were met (one bit a word) and both counts of words."""
    fewer = min(mine, theirs)
    part = min(met.bit_count() / fewer, 1.0) if fewer else 0.0
    return part if part >= LEAST_SHARED else 0.0


def shared_enough(tokens_a: Tokens, tokens_b: Tokens) -> bool:
    """Tell whether two names have so many tokens in common that one of them opens the other."""
    return nearness(tokens_a, tokens_b.keys(), words_of(tokens_b)) > 0
