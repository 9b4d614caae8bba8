"""Whose days a calendar shows, in the address: seats, never names."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from clinic.access.actor import Actor
from desk.queries import sees_team, stands_alone
from filings.queries import NOBODY, CalendarFilter, carriers

ME, TEAM = "me", "team"


class WhoseForm(forms.Form):
    """For who looks after other people's cases; for everybody else all in reach is theirs."""

    who = forms.ChoiceField(label=_("Whose"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        if not sees_team(actor):
            del self.fields["who"]
            return
        people = [(str(seat), name) for seat, name in carriers()]
        usual = ME if stands_alone(actor, "") else TEAM
        choices = [(TEAM, _now("My team")), (ME, _now("Mine")), (NOBODY, _now("No attorney"))]
        self.fields["who"].choices = [*choices, *people]  # type: ignore[attr-defined]
        self.fields["who"].initial = usual
        self.usual = usual

    def wanted(self) -> CalendarFilter:
        """Return the filter; a choice that makes no sense is the usual one."""
        if "who" not in self.fields:
            return CalendarFilter()
        who = str(self.cleaned_data["who"]) if self.is_valid() else ""
        who = who or self.usual
        if who == TEAM:
            return CalendarFilter()
        if who == ME:
            return CalendarFilter(mine=True)
        return CalendarFilter(person=NOBODY if who == NOBODY else UUID(who))

    @property
    def narrows(self) -> dict[str, str]:
        """Return the same choice as the list of deadlines takes it."""
        wanted = self.wanted()
        if wanted.mine:
            return {"mine": "on"}
        return {"person": str(wanted.person)} if wanted.person else {}
