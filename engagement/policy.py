"""Who may see and do what of letters. Walls and grants are those of cases and clients.

What a letter says is privileged, so advocates have none of it: no list, no count, no line.
"""

from django.db.models import QuerySet

from cases.policy import in_reach
from clinic.access.actor import Actor
from clinic.access.policy import policy_of
from engagement.models import EmergencyWork, Letter, Wording


def visible_letters(actor: Actor) -> QuerySet[Letter]:
    if not actor.has("letter.view"):
        return Letter.objects.none()
    return Letter.objects.filter(in_reach(actor))


@policy_of(Letter)
def may_reach_letter(actor: Actor, capability: str, letter: Letter) -> bool:
    return visible_letters(actor).filter(pk=letter.pk).exists()


def visible_emergencies(actor: Actor) -> QuerySet[EmergencyWork]:
    if not actor.has("letter.view"):
        return EmergencyWork.objects.none()
    return EmergencyWork.objects.filter(in_reach(actor))


@policy_of(EmergencyWork)
def may_reach_emergency(actor: Actor, capability: str, emergency: EmergencyWork) -> bool:
    return visible_emergencies(actor).filter(pk=emergency.pk).exists()


@policy_of(Wording)
def may_reach_wording(actor: Actor, capability: str, wording: Wording) -> bool:
    """Nothing in it is about a client: every member who works with letters reads it."""
    return wording.clinic_id == actor.clinic.pk
