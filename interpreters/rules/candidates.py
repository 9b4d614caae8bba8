"""Whether somebody of the roster may be asked for a client, and what stands against it. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from interpreters.rules import plain
from interpreters.rules.languages import Spoken, read, shared

# Codes are stored, so a code is never given a second meaning.
COMMUNITY, PERSON, CLIENT = "community", "person", "client"
EXCLUSIONS: Mapping[str, Promise] = MappingProxyType(
    {
        COMMUNITY: _("Nobody from this community, nationality or region"),
        PERSON: _("Is related to this person, or knows her or him"),
        CLIENT: _("Never for this client"),
    }
)
ASKED_BY: Mapping[str, Promise] = MappingProxyType(
    {
        "client": _("The client asked for it"),
        "interpreter": _("The interpreter said it"),
        "clinic": _("The clinic decided it"),
    }
)


@dataclass(frozen=True)
class Blocker:
    """Something that stands against asking somebody.

    `firm`: nobody is asked past it. Else a coordinator looks and says why it is right.
    """

    text: Promise
    firm: bool = True


BLOCKERS: Mapping[str, Blocker] = MappingProxyType(
    {
        "left": Blocker(_("Left the roster.")),
        "undertaking_missing": Blocker(_("No undertaking of confidentiality is recorded.")),
        "undertaking_expired": Blocker(
            _("The undertaking of confidentiality has run out by then.")
        ),
        "never_for_client": Blocker(_("Not to be asked for this client.")),
        "client_wishes_gender": Blocker(_("The client asks for somebody of another gender.")),
        "gender_not_said": Blocker(
            _("The client asks for a woman or a man; what this person is was not said.")
        ),
        "client_wishes_community": Blocker(
            _("The client asks for nobody from a community this person belongs to.")
        ),
        "excludes_community": Blocker(
            _("Is not to be asked for a community that this client may belong to.")
        ),
        "double_booked": Blocker(_("Is asked or booked for another meeting at this time.")),
        "knows_somebody": Blocker(
            _("Said to know somebody whose name resembles one in this matter."), firm=False
        ),
        "name_in_matter": Blocker(
            _("The name resembles that of somebody in this matter."), firm=False
        ),
        "declined_before": Blocker(_("Said no to this meeting before."), firm=False),
        "not_here": Blocker(
            _("Something in this matter stands against it. A coordinator who knows it decides.")
        ),
        "language": Blocker(_("Does not speak this language, as far as is recorded."), firm=False),
    }
)
# What comes from the client's record, and would tell of it.
OF_THE_MATTER = frozenset(
    {
        "never_for_client", "client_wishes_gender", "gender_not_said", "client_wishes_community",
        "excludes_community", "knows_somebody", "name_in_matter",
    }
)  # fmt: skip


def in_neutral_words(codes: Iterable[str]) -> list[str]:
    """Return what stands against somebody for who may not know the matter: that it does, once."""
    told = ["not_here" if code in OF_THE_MATTER else code for code in codes]
    return list(dict.fromkeys(told))


FITS: Mapping[int, Promise] = MappingProxyType(
    {
        4: _("Language and dialect fit"),
        3: _("Language fits; another dialect, or none recorded"),
        2: _("Language fits; only a little of it"),
        0: _("Another language"),
    }
)
LITTLE = "some"


@dataclass(frozen=True)
class Against:
    """A blocker that was met, with whom in the matter a name resembles, if the reader may know."""

    code: str
    who: str = ""

    @property
    def firm(self) -> bool:
        return BLOCKERS[self.code].firm

    @property
    def text(self) -> Promise:
        return BLOCKERS[self.code].text


def alike(one: str, other: str) -> bool:
    """Tell whether two words for a people or a place mean the same or one of the other.

    Eritrea and Eritrean, Thai and Thailand, Kurdish and Kurdish (north) are; Lao and Laotian are
    not told apart by rule but by the list both write. Not alike: Mali and Malawi, Niger and Nepal.
    Languages are compared by `languages.py`: Chinese is not Chin.
    """
    a, b = plain(one), plain(other)
    if not a or not b:
        return False
    if f" {a} " in f" {b} " or f" {b} " in f" {a} ":
        return True
    if " " in a or " " in b:
        return any(
            alike(x, y) for x in a.split() for y in b.split() if min(len(x), len(y)) >= _LEAST
        )
    return _one_stem(a, b)


_LEAST = 4


def _one_stem(a: str, b: str) -> bool:
    common = 0
    for left, right in zip(a, b, strict=False):
        if left != right:
            break
        common += 1
    if common < _LEAST:
        return False
    shorter, longest_end = min(len(a), len(b)), max(len(a), len(b)) - common
    return longest_end <= (4 if common == shorter else 3)


def meet(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Tell whether any of our words is alike any of theirs."""
    other = list(theirs)
    return any(alike(one, two) for one in ours for two in other)


def fit(spoken: Sequence[Mapping[str, str]], language: str, dialect: str) -> int:
    """Return how well what somebody speaks fits, a key of FITS."""
    wanted, best = read(language, dialect), 0
    for row in spoken:
        offered = read(row.get("language") or "", row.get("dialect") or "")
        for ours, theirs in shared(offered, wanted):
            best = max(best, 2 if row.get("level") == LITTLE else _closeness(ours, theirs))
    return best


def _closeness(ours: Spoken, theirs: Spoken) -> int:
    if not ours.dialects and not theirs.dialects:
        return 4
    return 4 if meet(ours.dialects, theirs.dialects) else 3


def of_gender(wished: str, offered: str) -> str:
    """Return the code of what stands against somebody's gender, empty for nothing."""
    if not wished or wished == offered:
        return ""
    return "client_wishes_gender" if offered else "gender_not_said"
