"""What dates of birth add to a match of names."""

from clients.rules.matching import Match

_SAME_BIRTH, _SAME_YEAR = 0.10, 0.03


def with_births(match: Match, mine: str, theirs: str) -> Match:
    """Let birth dates, "1990-02-28" or "1990", support a match; they never speak against it.

    Dates of birth are guessed, given younger or older by an exploiter, and written by officials as
    1 January: another one is told and takes nothing away.
    """
    if not mine or not theirs or not match.score:
        return match
    if mine == theirs and len(mine) > 4:
        return Match(min(match.score + _SAME_BIRTH, 1.0), (*match.reasons, "born"))
    if mine[:4] == theirs[:4]:
        return Match(min(match.score + _SAME_YEAR, 1.0), (*match.reasons, "born_year"))
    return Match(match.score, (*match.reasons, "born_apart"))
