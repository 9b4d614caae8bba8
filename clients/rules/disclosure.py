"""What a release can name: the closed list of things about a client that may leave the clinic."""

from collections.abc import Mapping

from clients.rules.wording import gettext_noop

FIELDS: Mapping[str, str] = {
    "name_to_use": gettext_noop("Name to use"),
    "legal_name": gettext_noop("Legal name"),
    "pronouns": gettext_noop("Pronouns"),
    "birth_date": gettext_noop("Date or year of birth"),
    "nationality": gettext_noop("Nationality"),
    "language": gettext_noop("Language"),
    "interpreter": gettext_noop("Interpreter needed"),
    "safe_contact": gettext_noop("How to reach the client safely"),
}
