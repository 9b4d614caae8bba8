"""What a clinic keeps in a matter. Codes are permanent."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: Mapping[str, Promise] = MappingProxyType(
    {
        "declaration": _("Declaration or affidavit"),
        "identity": _("Identity or civil document"),
        "agency": _("Notice or letter of an agency"),
        "court": _("Court document"),
        "police": _("Police or prosecution record"),
        "medical": _("Medical record"),
        "expert": _("Expert's report"),
        "employment": _("Contract, pay or work record"),
        "messages": _("Messages or call records"),
        "photo": _("Photograph"),
        "support": _("Letter of support"),
        "country": _("Country conditions"),
        "filing": _("Form or filing as sent"),
        "translation": _("Translation"),
        "engagement": _("Engagement or fee agreement"),
        "correspondence": _("Other correspondence"),
        "other": _("Something else"),
    }
)
# Where the paper itself is.
ORIGINALS: Mapping[str, Promise] = MappingProxyType(
    {
        "none": _("The clinic holds no original"),
        "held": _("The clinic holds the original"),
        "returned": _("The original was given back"),
    }
)
LONGEST_TITLE, LONGEST_NOTE = 200, 2000
