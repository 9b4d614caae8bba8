"""Letters to somebody whom the clinic does not act for: which there are, not what they say."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from clients.models import Intake
from clients.rules.nonengagement import WAYS, all_letters
from clinic.people.models import Membership


@dataclass(frozen=True)
class LetterLine:
    """Neither whom it addresses nor a date of it: that is a look of its own."""

    number: int
    written_at: datetime
    written_by: str
    way: str
    label: str
    dates: int


def letter_lines(intake: Intake) -> list[LetterLine]:
    """Return the letters of an intake, newest first."""
    letters = all_letters(intake.letter)
    seats = Membership.objects.filter(pk__in={letter["written_by"] for letter in letters})
    names = {str(seat.pk): seat.user.name for seat in seats.select_related("user")}
    lines = [
        LetterLine(
            number,
            datetime.fromisoformat(letter["written_at"]),
            names.get(letter["written_by"], ""),
            letter["way"],
            _(WAYS[letter["way"]]),
            len(letter["dates"]),
        )
        for number, letter in enumerate(letters, 1)
    ]
    return lines[::-1]
