"""What is kept of a person beside name and birth: languages, nationalities, names, guardian, kin.

Codes are stored, so a code is never given a second meaning.
"""

import unicodedata
from collections import Counter
from collections.abc import Mapping

from clients.rules.wording import gettext_noop

NAME_KINDS: Mapping[str, str] = {
    "birth": gettext_noop("Name at birth"),
    "married": gettext_noop("Married name"),
    "papers": gettext_noop("On papers, right or wrong"),
    "everyday": gettext_noop("Everyday name"),
    "faith": gettext_noop("Religious name"),
    "spelling": gettext_noop("Another spelling"),
    "given_by_others": gettext_noop("Given by those who did harm: do not call her by it"),
    "other": gettext_noop("Another name"),
}

LEVELS: Mapping[str, str] = {
    "best": gettext_noop("At ease in it"),
    "good": gettext_noop("Well enough for a meeting"),
    "some": gettext_noop("A little; not without an interpreter"),
    "reads": gettext_noop("Speaks and reads it"),
    "not_read": gettext_noop("Speaks it, does not read it"),
}

# Who may decide for a minor or an adult under guardianship. Verify with counsel (state law).
AUTHORITIES: Mapping[str, str] = {
    "parent": gettext_noop("Parent"),
    "court": gettext_noop("Appointed by a court"),
    "agency": gettext_noop("A child welfare agency"),
    "relative": gettext_noop("A relative without papers"),
    "none": gettext_noop("Nobody"),
    "unknown": gettext_noop("Not known yet"),
}
GUARDIAN_TRUST: Mapping[str, str] = {
    "yes": gettext_noop("Safe, as the person says"),
    "no": gettext_noop("Not safe: tell nothing, ask nothing"),
    "unknown": gettext_noop("Not asked yet: treat as not safe"),
}
# Who did harm cannot consent for a minor (28 CFR 94.115(b)), nor who was not asked about yet.
MAY_CONSENT_AUTHORITIES = frozenset({"parent", "court", "agency"})

# What another client is to this one, and the same seen from there.
RELATIONS: Mapping[str, str] = {
    "parent": gettext_noop("Parent"),
    "child": gettext_noop("Child"),
    "sibling": gettext_noop("Sister or brother"),
    "spouse": gettext_noop("Spouse or partner"),
    "guardian": gettext_noop("Guardian"),
    "ward": gettext_noop("In guardianship of this client"),
    "principal": gettext_noop("This client's status hangs on theirs"),
    "derivative": gettext_noop("Their status hangs on this client's"),
    "household": gettext_noop("Lives in the same household"),
    "co_survivor": gettext_noop("Harmed by the same people"),
    "kin": gettext_noop("Other family"),
}
INVERSE: Mapping[str, str] = {
    "parent": "child",
    "child": "parent",
    "guardian": "ward",
    "ward": "guardian",
    "principal": "derivative",
    "derivative": "principal",
}

MOST_LANGUAGES = 6
MOST_NATIONALITIES = 8


def seen_from(relation: str) -> str:
    """Return the relation as the other record has it; most are the same from both sides."""
    return INVERSE.get(relation, relation)


def may_consent(authority: str, trust: str) -> bool:
    """Tell whether a guardian's consent counts at all: a lawful one whom the child calls safe."""
    return authority in MAY_CONSENT_AUTHORITIES and trust == "yes"


def script_of(name: str) -> str:
    """Return the script most letters of a name stand in, as Unicode names it: "ARABIC", "CJK".

    Empty where there is no letter.
    """
    scripts = Counter(unicodedata.name(sign, "").split(" ")[0] for sign in name if sign.isalpha())
    return scripts.most_common(1)[0][0] if scripts else ""


SCRIPTS: Mapping[str, str] = {
    "LATIN": gettext_noop("Latin script"),
    "ARABIC": gettext_noop("Arabic script"),
    "CYRILLIC": gettext_noop("Cyrillic script"),
    "GREEK": gettext_noop("Greek script"),
    "HEBREW": gettext_noop("Hebrew script"),
    "ETHIOPIC": gettext_noop("Ethiopic script"),
    "DEVANAGARI": gettext_noop("Devanagari script"),
    "BENGALI": gettext_noop("Bengali script"),
    "THAI": gettext_noop("Thai script"),
    "HANGUL": gettext_noop("Korean script"),
    "HIRAGANA": gettext_noop("Japanese script"),
    "KATAKANA": gettext_noop("Japanese script"),
    "CJK": gettext_noop("Chinese characters"),
    "TAMIL": gettext_noop("Tamil script"),
    "KHMER": gettext_noop("Khmer script"),
    "MYANMAR": gettext_noop("Burmese script"),
    "ARMENIAN": gettext_noop("Armenian script"),
    "GEORGIAN": gettext_noop("Georgian script"),
}


def script_label(name: str) -> str:
    """Return the script as an English source string; another one by its Unicode name."""
    script = script_of(name)
    return SCRIPTS.get(script, script.capitalize())
