"""A matter added, a stage chosen or decided, something waived."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cases.forms import VersionedForm
from cases.rules.matters import DONE, OPEN, MatterStage, MatterType, type_of
from clinic.pages.fields import OnceField

LONGEST_REASON = 1000


def _reason(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST_REASON, widget=forms.Textarea(attrs={"rows": 3}), **options
    )


class AddMatterForm(forms.Form):
    once = OnceField()
    kind = forms.ChoiceField(label=_("Matter"))

    def __init__(self, *args: Any, kinds: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", _now("Choose one")), *kinds.items()]  # type: ignore[attr-defined]


class TickForm(forms.Form):
    item = forms.CharField(max_length=30)
    state = forms.ChoiceField(choices=[(DONE, DONE), (OPEN, OPEN)])


class WaiveForm(VersionedForm):
    reason = _reason(_("Why it is right to go on without it"), help_text=_("Stored encrypted."))


class MoveMatterForm(VersionedForm):
    to = forms.ChoiceField(label=_("New stage"))
    reason = _reason(
        _("Why, if it goes back or ends before everything is done"),
        required=False,
        help_text=_("Stored encrypted."),
    )

    def __init__(
        self, *args: Any, kind: str, stage: str, moves: Iterable[str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer(type_of(kind), stage, moves)

    def offer(self, kind: MatterType, here: str, moves: Iterable[str]) -> None:
        """Offer where a matter in this stage may go, the next one first."""
        stages = [kind.stage(code) for code in moves]
        stages.sort(key=lambda stage: not kind.is_next(here, stage.code))
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (stage.code, _said(stage, kind, here)) for stage in stages
        ]


class DecideMatterForm(VersionedForm):
    approve = forms.ChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Approve it")), ("no", _("Decline it"))],
        widget=forms.RadioSelect,
    )
    answer = _reason(_("Why it is declined"), required=False, help_text=_("Stored encrypted."))

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("approve") == "no" and not said.get("answer"):
            self.add_error("answer", _now("Say why it is declined."))
        return said


def _said(stage: MatterStage, kind: MatterType, here: str) -> str:
    if kind.place(stage.code) < kind.place(here) and stage.approval:
        return _now("Back to: %(stage)s (a second person approves it)") % {"stage": stage.label}
    if kind.place(stage.code) < kind.place(here):
        return _now("Back to: %(stage)s") % {"stage": stage.label}
    if stage.approval:
        return _now("%(stage)s (a second person approves it)") % {"stage": stage.label}
    return stage.label
