"""Until when a reminder may wait, and when somebody is away."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic.pages.fields import PlainText
from filings.forms.filings import DayField


class SnoozeForm(forms.Form):
    until = DayField(label=gettext_lazy("Ask me again on"))
    reason = PlainText(
        label=gettext_lazy("Why it can wait"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Stored sealed; read by attorneys and supervisors on the case."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, today: date, last: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if last:
            attrs = self.fields["until"].widget.attrs
            attrs["min"] = (today + timedelta(days=1)).isoformat()
            attrs["max"] = last.isoformat()


class LeaveForm(forms.Form):
    starts = DayField(label=gettext_lazy("First day away"))
    ends = DayField(label=gettext_lazy("Last day away"))
    cover = forms.ChoiceField(
        label=gettext_lazy("Who stands in"),
        required=False,
        help_text=gettext_lazy(
            "Reminders go to both of you. Where your cover may not see a case, the coordinators "
            "are asked as well, until a supervisor lends the cover your cases for these days."
        ),
    )

    def __init__(self, *args: Any, covers: Sequence[Any], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.covers = {str(seat.pk): seat for seat in covers}
        field = self.fields["cover"]
        assert isinstance(field, forms.ChoiceField)
        names = [(pk, seat.user.name) for pk, seat in self.covers.items()]
        field.choices = [("", _("Nobody: ask the coordinators")), *names]
        for name in ("starts", "ends"):
            self.fields[name].widget.attrs["min"] = today.isoformat()

    def clean(self) -> None:
        starts, ends = self.cleaned_data.get("starts"), self.cleaned_data.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("This day is before the first one."))

    def said(self) -> dict[str, Any]:
        chosen = self.covers.get(self.cleaned_data["cover"])
        return {**self.cleaned_data, "cover": chosen}
