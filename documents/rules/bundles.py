"""How a bundle of exhibits comes about: its states, limits, and what can stand in its way."""

from collections.abc import Mapping
from datetime import timedelta
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

# It can be made again from its list, page by page the same; it need not lie here for long.
KEPT_FOR = timedelta(days=14)
# All its files together.
MOST_BYTES = 150 * 1024 * 1024
QUEUED, RENDERING, READY, FAILED, EXPIRED = "queued", "rendering", "ready", "failed", "expired"
OF_A_FILE = ("encrypted", "broken", "too_heavy", "altered")

FAILURES: Mapping[str, Promise] = MappingProxyType(
    {
        "encrypted": _("The file of %(mark)s asks for a password. Add a version without one."),
        "broken": _("The file of %(mark)s is damaged and cannot be read. Add it again."),
        "too_heavy": _("The file of %(mark)s takes too much to be put together. Scan it smaller."),
        "altered": _(
            "The file of %(mark)s is not the one that was frozen. Tell the administrator."
        ),
        "too_large": _("The files together are larger than 150 MB. Make several lists of them."),
        "too_many": _("A bundle has 3,000 pages at most. Make several lists of them."),
        "list_altered": _("The list is not what was frozen. Tell your administrator."),
        "list_empty": _("There is no exhibit on the list."),
        "not_visible": _("Whoever asked can no longer see this list."),
        "fetch_refused": _("A title asked for something outside of it, which is not allowed."),
        "render_failed": _("A title could not be set on the page."),
        "gave_up": _("The worker was interrupted too many times."),
    }
)
OTHER_FAILURE = _("The worker could not finish it.")


def failure_of(code: str, number: int | None) -> str:
    """Return a failure as one code; `number`: of the exhibit that it is about."""
    return f"{code}_{number}" if number else code


def told_failure(code: str) -> tuple[str, int | None]:
    """Return what `failure_of` made a code of."""
    words, _line, number = code.rpartition("_")
    return (words, int(number)) if words in OF_A_FILE and number.isdigit() else (code, None)


def failure_text(code: str, mark: str) -> str:
    """Return why a bundle was not made, in the active language.

    :param mark: of the exhibit that it is about, as it is called
    """
    return str(FAILURES.get(code, OTHER_FAILURE)) % {"mark": mark or _now("an exhibit")}


def paper_of(jurisdiction: str) -> str:
    return "Letter" if jurisdiction == "us" else "A4"
