"""What is said about rows: why one is bad, why one waits, and how far a list is."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Codes that a row keeps in clear; none repeats a value.
PROBLEMS: Mapping[str, Promise] = {
    "quotes": _("A quotation mark is missing or stands where none may stand."),
    "too_long": _("A cell or the row is too long."),
    "more_cells": _("The row has more cells than the heading, so its columns are shifted."),
    "unreadable_signs": _("Some signs cannot be read in the encoding that was chosen."),
    "no_name": _("There is no name and no code name."),
    "name": _("A name holds a control character, hidden marks, no letter, or is too long."),
    "code_name": _("The code name is too long or holds a control character."),
    "birth": _("The date of birth is no day in the chosen order, or lies in the future."),
    "interpreter": _("Write yes, no or unsure about the interpreter."),
    "control": _("A cell holds a control character."),
    "a_number": _("This is not an A-number."),
    "passport": _("This is not a passport number."),
    "receipt": _("This is not a USCIS receipt number."),
    "eoir": _("This is not an immigration court number."),
    "uk_reference": _("This is not a UK reference."),
    "state": _("This is not a state reference."),
    "phone": _("This is not a telephone number."),
    "email": _("This is not an e-mail address."),
    "matter": _("This kind of matter is not known."),
    "no_matter": _("The row tells of a case, but not which kind of matter it is."),
    "opened_on": _("The opening day is no day in the chosen order."),
    "closed_on": _("The closing day is no day in the chosen order."),
    "future": _("A day lies in the future."),
    "stage": _("This stage is not known."),
    "outcome": _("This outcome is not known."),
    "closed_how": _("A closed case needs its closing day and its outcome."),
    "not_closed": _("A closing day or outcome stands with a case that is not closed."),
    "closed_before_opened": _("The case was closed before it was opened."),
    "no_case_again": _("The same client stands in the list twice, and this row tells of no case."),
}
HELD: Mapping[str, Promise] = {
    "in_file": _("Another row of this list may be the same person."),
    "in_clinic": _("The clinic may have this client already."),
    "identifier": _("the same number or address"),
    "name": _("the same or nearly the same name"),
    "born": _("born on the same day"),
    "born_year": _("born in the same year"),
}
NOTES: Mapping[str, Promise] = {
    "new_code_name": _("The code name was taken; another one was drawn."),
    "new_number": _("The case got a new number; the old one stands in its summary."),
}
DECISIONS: Mapping[str, Promise] = {
    "new": _("Somebody else: make a new client"),
    "same": _("The same person: add the case to that client"),
    "leave": _("Leave this row out"),
}
STATES: Mapping[str, Promise] = {
    "imported": _("Imported"),
    "held": _("Held for a person"),
    "bad": _("Not imported"),
    "left": _("Left out by a person"),
}
FAILURES: Mapping[str, Promise] = {
    "file_altered": _("The stored file was changed or is missing, so it was not read on."),
    "gave_up": _("It was tried several times and did not work."),
}
REASONS: Mapping[str, Promise] = {
    "own_copy": _("A copy for the clinic's own keeping"),
    "moving": _("Moving to another system"),
    "authority": _("A court, regulator or funder demands it"),
    "closing": _("The clinic closes"),
}


def said(codes: list[str]) -> list[str]:
    """Return codes of a row in words."""
    words = {**HELD, **NOTES, **PROBLEMS}
    return [str(words.get(code, code)) for code in codes]
