"""When two records are held for a person as maybe the same: surer signs than a conflict check asks.

A look-alike name alone is a reason to look for a conflict; holding every one of them would hold
most of a long list. The conflict check still shows them, for nothing imported is cleared.
"""

from collections.abc import Sequence

# Nearly the same name; below it a birth date must say the same.
NEAR, ALIKE = 0.93, 0.80


def never_held(born: str, theirs: str) -> bool:
    """Tell whether the births alone say that a likeness of names holds nothing."""
    return bool(born and theirs) and born[:4] != theirs[:4]


def held_because(score: float, reasons: Sequence[str]) -> tuple[str, ...]:
    """Return why a match holds a row, as codes of `words.HELD`; nothing: it does not."""
    if "identifier" in reasons:
        return ("identifier",)
    for born in ("born", "born_year"):
        if born in reasons and score >= (ALIKE if born == "born" else NEAR):
            return ("name", born)
    if score >= NEAR and "born_apart" not in reasons:
        return ("name",)
    return ()
