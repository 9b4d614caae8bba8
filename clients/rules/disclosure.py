"""What of a client may be named in a release: the fields, and nothing beside them."""

from collections.abc import Mapping

from clients.rules.wording import gettext_noop

# Codes are stored with releases, so a code is never given a second meaning.
FIELDS: Mapping[str, str] = {
    "name_to_use": gettext_noop("Name to use"),
    "legal_name": gettext_noop("Legal name"),
    "pronouns": gettext_noop("Pronouns"),
    "birth_date": gettext_noop("Birth date or year"),
    "nationality": gettext_noop("Nationality"),
    "language": gettext_noop("Language"),
    "interpreter": gettext_noop("Interpreter"),
    "safe_contact": gettext_noop("How to reach the client safely"),
}

INTERPRETER_TEXTS: Mapping[str, str] = {
    "yes": gettext_noop("Would like an interpreter"),
    "no": gettext_noop("Needs no interpreter"),
    "unsure": gettext_noop("Not sure whether an interpreter is needed"),
}
