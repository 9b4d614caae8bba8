"""What of one's own papers and training has run out or soon will, nearest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.rules import CASE_ROLES
from clinic.access.actor import Actor
from clinic.tenancy.current import clinic_url, current_clinic, today
from staffing.models import Licence, Profile
from staffing.queries.training import own_training
from staffing.rules import INSURANCE, LICENCES, PLEDGE, STATES, state_of

TELLS = ("soon", "expired")
NAMES = {INSURANCE: _("Insurance"), PLEDGE: _("Pledge of confidentiality")}


@dataclass(frozen=True)
class RunsOut:
    what: str
    until: date | None
    state: str
    url: str

    @property
    def words(self) -> Promise:
        return STATES[self.state][0]

    @property
    def tone(self) -> str:
        return STATES[self.state][1]


def running_out(actor: Actor) -> list[RunsOut]:
    """Return what keeps the actor from being given a case, or will within a month.

    What nobody has confirmed yet does not count and so does not run out; training is asked where
    the clinic asks for it, also what was never done. Papers are asked of whoever is given cases.
    """
    found = []
    if actor.roles & set(CASE_ROLES):
        found = [one for one in _papers(actor) if one.state in TELLS]
    if current_clinic().asks_training:
        url = clinic_url("staffing:training")
        found += [
            RunsOut(line.name, line.until, line.state, url)
            for line in own_training(actor).lines
            if line.state in (*TELLS, "missing")
        ]
    return sorted(found, key=lambda one: (one.until or date.min, one.what))


def _papers(actor: Actor) -> Iterator[RunsOut]:
    member, url = actor.membership_id, clinic_url("staffing:own")
    rows = Profile.objects.filter(membership=member).values_list(
        "insured_until", "insured_confirmed_at", "pledge_until", "pledge_confirmed_at"
    )
    for insured, insured_at, pledged, pledged_at in rows:
        for proof, until, at in ((INSURANCE, insured, insured_at), (PLEDGE, pledged, pledged_at)):
            if until and at:
                state = state_of(until, confirmed=True, on=today())
                yield RunsOut(str(NAMES[proof]), until, state, url)
    held = Licence.objects.filter(profile__membership=member, removed_at=None)
    # A licence that was renewed is written down anew: the last day of each kind and place counts.
    confirmed = held.exclude(confirmed_at=None).values("kind", "jurisdiction")
    last = confirmed.annotate(until=Max("expires_on")).order_by("kind", "jurisdiction")
    for kind, until in last.values_list("kind", "until"):
        state = state_of(until, confirmed=True, on=today())
        yield RunsOut(str(LICENCES[kind]), until, state, url)
