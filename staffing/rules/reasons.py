"""What speaks for somebody and what stands against them, in words. Pure; codes are stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# How much something weighs that stands against somebody.
FIRM, LOOK, NOTE = "firm", "look", "note"


@dataclass(frozen=True)
class Blocker:
    """FIRM: nobody is assigned past it. LOOK: a supervisor says why it is right. NOTE: is said."""

    text: Promise
    level: str = FIRM


BLOCKERS: Mapping[str, Blocker] = MappingProxyType(
    {
        "conflict_not_clear": Blocker(_("The conflict check of this client is not clear.")),
        "kept_out": Blocker(_("Is kept out of this matter by a wall.")),
        "conflict_by_name": Blocker(
            _("A name of this person or of the firm resembles one on the other side.")
        ),
        "not_taken": Blocker(_("Does not take matters of this kind.")),
        "licence_missing": Blocker(_("No licence is recorded that somebody confirmed.")),
        "licence_elsewhere": Blocker(
            _("No licence of the kind, or of the place, that this matter needs.")
        ),
        "licence_expired": Blocker(_("The licence has run out.")),
        "outside_immigration": Blocker(
            _("This case has a matter outside of immigration: that part needs an attorney.")
        ),
        "accreditation_missing": Blocker(
            _("No DOJ accreditation is recorded that somebody confirmed.")
        ),
        "accreditation_partial": Blocker(
            _("Is accredited before DHS alone, and this goes before the immigration court.")
        ),
        "unattended": Blocker(
            _("A law student works beside an attorney of the clinic, and none is on this case.")
        ),
        "firm_missing": Blocker(_("No firm is named in the profile of this co-counsel.")),
        "firm_not_clear": Blocker(
            _("This firm has not been asked about conflicts, or the answer is not clear any more.")
        ),
        "licence_ends": Blocker(
            _("The licence ends within two weeks, or before the next deadline of this case.")
        ),
        "insurance_missing": Blocker(_("No insurance is recorded that somebody confirmed.")),
        "insurance_expired": Blocker(_("The insurance has run out.")),
        "pledge_missing": Blocker(
            _("No pledge of confidentiality is recorded that somebody confirmed.")
        ),
        "pledge_expired": Blocker(_("The pledge of confidentiality has run out.")),
        "confidentiality_missing": Blocker(
            _("No training on confidentiality (8 USC 1367) is recorded that somebody confirmed.")
        ),
        "confidentiality_expired": Blocker(
            _("The training on confidentiality (8 USC 1367) has run out.")
        ),
        "training_missing": Blocker(
            _("Training is missing that this matter and role ask for."), LOOK
        ),
        "training_expired": Blocker(
            _("Training that this matter and role ask for has run out."), LOOK
        ),
        "over_capacity": Blocker(_("Would carry more than this person said."), LOOK),
        "name_resembles": Blocker(
            _("A name of this person or of the firm resembles one in this matter."), LOOK
        ),
        "keeps_language": Blocker(
            _("Is the only one here who speaks what another client waits for."), NOTE
        ),
        "needs_interpreter": Blocker(_("An interpreter is needed."), NOTE),
        "no_profile": Blocker(_("Has not filled in a profile yet."), NOTE),
    }
)
REASONS: Mapping[str, Promise] = MappingProxyType(
    {
        "only_speaker": _("The only one here who speaks this language or dialect"),
        "dialect": _("Speaks the client's language and dialect"),
        "language": _("Speaks the client's language"),
        "expertise": _("Knows matters of this kind"),
        "licence": _("Holds a licence for it"),
        "room": _("Has room for it"),
        "on_team": _("Works with this client already"),
    }
)
