"""What a column of a list may mean, and how a heading tells it."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Column:
    label: Promise
    # Headings as lists have them, without spaces and signs; the code itself is one as well.
    words: str = ""


COLUMNS: Mapping[str, Column] = {
    "client_ref": Column(
        _("Number of the client in the list"),
        "clientid clientno clientnumber personid participantid recordid id",
    ),
    "code_name": Column(_("Code name"), "alias pseudonym"),
    "legal_name": Column(
        _("Full name"),
        "name client clientname fullname survivor nombre nombrecompleto nom participant",
    ),
    "given_names": Column(
        _("Given names"), "firstname givenname forename forenames first prenom nombres"
    ),
    "family_names": Column(
        _("Family name"), "lastname surname familyname last apellido apellidos nomdefamille"
    ),
    "name_to_use": Column(_("Name to use"), "preferredname nickname knownas goesby"),
    "other_names": Column(_("Other names"), "aka aliases alsoknownas othernames formername"),
    "birth": Column(
        _("Date or year of birth"),
        "dob dateofbirth birthdate birthday birthyear yearofbirth fechadenacimiento",
    ),
    "pronouns": Column(_("Pronouns"), "pronoun"),
    "nationality": Column(
        _("Nationality"), "citizenship countryoforigin country nationalities nacionalidad"
    ),
    "language": Column(
        _("Language"), "languages primarylanguage preferredlanguage spokenlanguage idioma"
    ),
    "interpreter": Column(_("Interpreter wanted"), "needsinterpreter interpreterneeded"),
    "phone": Column(
        _("Telephone"), "telephone phonenumber mobile cell cellphone tel telefono celular"
    ),
    "email": Column(_("E-mail"), "emailaddress mail correo"),
    "a_number": Column(_("A-number"), "anumber alien aliennumber alienregistrationnumber auscis"),
    "passport": Column(_("Passport number"), "passportno passportnumber pasaporte"),
    "receipt": Column(_("USCIS receipt number"), "receiptnumber receiptno uscisreceipt"),
    "eoir": Column(_("Immigration court number"), "eoirnumber courtnumber"),
    "uk_reference": Column(_("UK reference"), "homeofficereference horef nrmreference"),
    "state": Column(_("State reference"), "stateid statereference"),
    "matter": Column(
        _("Kind of matter"), "mattertype casetype legalmatter practicearea relief caso"
    ),
    "case_number": Column(
        _("Number of the case"), "caseno caseid matterno matternumber matterid fileno filenumber"
    ),
    "opened_on": Column(
        _("Day the case was opened"), "opened dateopened opendate intakedate startdate opening"
    ),
    "stage": Column(_("Stage of the case"), "status casestatus estado"),
    "closed_on": Column(_("Day the case was closed"), "closed dateclosed closedate enddate"),
    "outcome": Column(_("Outcome"), "result disposition resultado"),
    "close_reason": Column(_("Why it was closed"), "closingreason"),
    "summary": Column(_("Summary"), "description notes note comments remarks notas"),
}
NAMES = ("legal_name", "given_names", "family_names", "name_to_use", "code_name")
NUMBERS = ("a_number", "passport", "receipt", "eoir", "uk_reference", "state")
OF_A_CASE = (
    "matter", "case_number", "opened_on", "stage", "closed_on", "outcome", "close_reason",
    "summary",
)  # fmt: skip


def _plain(heading: str) -> str:
    folded = unicodedata.normalize("NFKD", heading.casefold())
    return "".join(sign for sign in folded if sign.isalnum())


_MEANS = {
    word: code for code, column in COLUMNS.items() for word in (_plain(code), *column.words.split())
}


def guess_columns(header: Sequence[str]) -> list[str]:
    """Return for each heading what it may mean, "" where that is not known; each meaning once."""
    guessed: list[str] = []
    for heading in header:
        code = _MEANS.get(_plain(heading), "")
        guessed.append("" if code in guessed else code)
    return guessed


def wrong_columns(chosen: Sequence[str]) -> str:
    """Return what is wrong with a choice of columns as a code: `twice`, `no_name`, or nothing."""
    used = [code for code in chosen if code]
    if len(used) != len(set(used)):
        return "twice"
    return "" if set(used) & set(NAMES) else "no_name"
