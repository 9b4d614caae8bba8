"""That somebody here is not who is named in a matter."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from clients.forms.fields import QuietText
from staffing.rules import LONGEST_NAMESAKE


class NamesakeForm(forms.Form):
    person = forms.ChoiceField(
        label=_("Who is meant"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the person."),
            "invalid_choice": _("No name of this person resembles one in this matter any more."),
        },
    )
    reason = QuietText(
        label=_("How you know that they are two people"),
        help_text=_(
            "What you asked and looked at: birth date, place, who they work for. Without the other "
            "name. Stored encrypted."
        ),
        required=True,
        longest=LONGEST_NAMESAKE,
        lines=True,
        error_messages={"required": _("Say how you know.")},
    )
    sure = forms.BooleanField(
        label=_("I asked this person and looked at the names and people of this client"),
        error_messages={"required": _("Do that first.")},
    )

    def __init__(self, *args: Any, people: list[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        field.choices = [(str(pk), name) for pk, name in people]  # type: ignore[attr-defined]
