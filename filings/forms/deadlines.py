"""What is said when a deadline is settled, opened again, moved, or decided about."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.forms import VersionedForm
from clinic.pages.fields import PlainText

LONGEST = 2000


def reason_field(label: Any, *, required: bool = True) -> PlainText:
    return PlainText(
        label=label,
        help_text=_("Stored encrypted. Attorneys and supervisors can read it."),
        max_length=LONGEST,
        required=required,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SettleForm(VersionedForm):
    status = forms.ChoiceField(
        label=_("What happened"),
        widget=forms.RadioSelect,
        choices=[
            ("done", _("Done: what it asks for was filed")),
            ("waived", _("Waived: it will not be done, for a reason")),
            ("removed", _("Removed: it was recorded by mistake; it stays in the history")),
        ],
    )
    reason = reason_field(_("What was done, or why not"))


class VersionForm(VersionedForm):
    """Nothing to say but which state was looked at."""


class ReasonForm(VersionedForm):
    reason = reason_field(_("Why"))


class ReviewForm(forms.Form):
    """One verdict and one reason for every row that was ticked."""

    proposals = forms.TypedMultipleChoiceField(coerce=UUID, widget=forms.MultipleHiddenInput)
    verdict = forms.ChoiceField(choices=[("accept", "accept"), ("keep", "keep")])
    reason = reason_field(_("Why"))

    def __init__(self, sent: Any = None, **options: Any) -> None:
        super().__init__(sent, **options)
        # Which of them wait, and for whom, the action asks; here only that each is an id.
        given = sent.getlist("proposals") if sent else []
        field = self.fields["proposals"]
        field.choices = [(each, each) for each in given if _is_id(each)]  # type: ignore[attr-defined]
        field.error_messages["required"] = _("Tick at least one row.")


def _is_id(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


class AgreeForm(VersionedForm):
    """To agree, nothing needs to be said."""

    reason = reason_field(_("What you looked at (can be left out)"), required=False)
