"""The shape of input about keeping and erasing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from clinic.pages.fields import PlainText
from clinic.tenancy.current import today
from records.rules import ERASURE_STATES, EXEMPTIONS, KINDS, REASONS

ANSWERS = ("granted", "partly", "refused")


def _why(label: Any) -> PlainText:
    return PlainText(
        label=label, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class RetentionForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Kind of record"), choices=[(code, rule.label) for code, rule in KINDS.items()]
    )
    months = forms.IntegerField(label=_("Months after its end"), min_value=1, max_value=1200)


class HoldForm(forms.Form):
    reason = _why(_("Why everything must be kept"))


class LiftForm(forms.Form):
    reason = _why(_("Why the hold ends"))


class ErasureForm(forms.Form):
    asked_on = forms.DateField(
        label=_("Asked on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    words = PlainText(
        label=_("What was asked, in the client's words"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"asked_on": today(), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)


class DecisionForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Answer"),
        choices=[("", _("Choose")), *((code, ERASURE_STATES[code]) for code in ANSWERS)],
        error_messages={"required": _("Choose the answer.")},
    )
    exemptions = forms.MultipleChoiceField(
        label=_("Why not all of it"),
        choices=list(EXEMPTIONS.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    answer = PlainText(
        label=_("What the client is told"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ShredForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why"),
        choices=[("", _("Choose")), *REASONS.items()],
        error_messages={"required": _("Choose why it goes.")},
    )
    seen = forms.BooleanField(
        label=_("I have read what will be gone. It cannot be brought back by anybody."),
        error_messages={"required": _("Read what will be gone, then say so.")},
    )


class PurgeForm(forms.Form):
    chosen = forms.TypedMultipleChoiceField(
        label=_("What goes"),
        coerce=str,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose what goes.")},
    )
    seen = forms.BooleanField(
        label=_("I have looked at each. It cannot be brought back by anybody."),
        error_messages={"required": _("Look at each, then say so.")},
    )

    def __init__(self, *args: Any, rows: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [  # type: ignore[attr-defined]
            (str(row.client.pk), row.client.code_name) for row in rows if not row.stays
        ]
