"""How a document is signed on the screen."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from documents.rules.translations import DRAWN, SCREEN

METHODS = (DRAWN, SCREEN)
CLIENT = "client"
SIGNERS: Mapping[str, Promise] = MappingProxyType(
    {CLIENT: _("The client"), "witness": _("A witness"), "other": _("Somebody else")}
)
LONGEST_WORDS, LONGEST_NAME, LONGEST_LANGUAGE, LONGEST_INTERPRETER = 2_000, 300, 60, 120
# What a page of signatures can be put behind; other files are printed and signed on paper.
SIGNABLE = ("application/pdf", "image/png", "image/jpeg")
# As what is looked at: it is put together while somebody waits.
MOST_BYTES = 50 * 1024 * 1024
PROBLEMS: Mapping[str, Promise] = MappingProxyType(
    {
        "other_type": _("Only a PDF or a picture can be signed here. Add one as a new version."),
        "too_large": _("This file is too large to be signed here. Sign it on paper."),
        "encrypted": _("This file is under a password. Add it without one, then have it signed."),
        "broken": _("This file cannot be read, so nobody can sign what it says. Add it again."),
        "too_heavy": _("This file is too large to be signed here. Sign it on paper."),
        "too_many": _("This file has too many pages to be signed here. Sign it on paper."),
    }
)
