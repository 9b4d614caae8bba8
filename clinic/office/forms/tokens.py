"""The shape of input about access tokens and systems."""

import re
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from clinic.access.actor import Actor
from clinic.access.scopes import CLINIC_WIDE, SCOPES
from clinic.office.actions.tokens import LONGEST_DAYS, LONGEST_NAME
from clinic.office.forms.members import RolesField
from clinic.office.queries import cases_numbered
from clinic.office.rules import SYSTEM_ROLES
from clinic.pages.fields import OnceField, PlainText, ShownName

MOST_CASES = 500
APART = re.compile(r"[\s,;]+")
# What a program does within a case that it has found.
WITHIN_A_CASE = ("note.", "filing.", "notice.", "deadline.", "release.", "referral.", "packet.")


class TokenForm(forms.Form):
    """What a token may do, where, and until when; `owner` is the seat it is made for.

    Each heading of the table of scopes is a field of its own, of what the owner's roles hold.
    """

    form_token = OnceField()
    name = ShownName(
        label=_("What will use it"),
        max_length=LONGEST_NAME,
        help_text=_("Such as “Calendar on my laptop”. The administrator sees it; name no client."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    cases = PlainText(
        label=_("Only these cases"),
        required=False,
        max_length=20 * MOST_CASES,
        help_text=_(
            "One case number on each line, such as 2026-0042. Leave it empty for every case within "
            "reach, also later ones."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
    )
    days = forms.IntegerField(
        label=_("Works for how many days"),
        min_value=1,
        max_value=LONGEST_DAYS,
        initial=90,
        help_text=_("At most 366. Then make a new one."),
    )
    proof = forms.CharField(
        label=_("Your password, or six digits from your app"),
        max_length=256,
        strip=False,
        help_text=_("So that nobody makes a token at a desk you have left."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, owner: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        self.groups: list[str] = []
        for group, (heading, names) in SCOPES.items():
            choices = [(name, words) for name, words in names.items() if owner.has(name)]
            if choices:
                self.groups.append(group)
                self.fields[group] = forms.MultipleChoiceField(
                    label=str(heading),
                    choices=choices,
                    required=False,
                    widget=forms.CheckboxSelectMultiple,
                )
        self.order_fields(["form_token", "name", *self.groups, "cases", "days", "proof"])

    def group_fields(self) -> list[forms.BoundField]:
        return [self[group] for group in self.groups]

    def once(self) -> UUID:
        token: UUID = self.cleaned_data["form_token"]
        return token

    def capabilities(self) -> list[str]:
        return [name for group in self.groups for name in self.cleaned_data.get(group, ())]

    def clean_cases(self) -> list[UUID] | None:
        numbers = [number for number in APART.split(self.cleaned_data["cases"]) if number]
        if not numbers:
            return None
        if len(numbers) > MOST_CASES:
            raise forms.ValidationError(now_("These are more than 500. Leave the field empty."))
        found = cases_numbered(self.owner, numbers)
        missing = [number[:20] for number in numbers if number not in found]
        if missing:
            raise forms.ValidationError(
                now_("No case within reach has this number: %(numbers)s.")
                % {"numbers": ", ".join(missing[:5])}
            )
        return list(found.values())

    def clean(self) -> None:
        chosen = self.capabilities()
        if not self.groups or any(group in self.errors for group in self.groups):
            return
        if not chosen:
            self.add_error(self.groups[0], now_("Choose at least one thing it may do."))
        if "note.add" in chosen and not any(name.startswith("note.view") for name in chosen):
            self.add_error("case", now_("Tick the notes it may read: it writes no others."))
        if self.cleaned_data.get("cases"):
            self._held_to_cases()
        elif self._needs_case_view(chosen):
            self.add_error(
                "case", now_("Tick “See cases” too: without it nothing of a case is within reach.")
            )

    def _held_to_cases(self) -> None:
        for group in self.groups:
            wide = CLINIC_WIDE.intersection(self.cleaned_data[group])
            words = [str(said) for name, said in SCOPES[group][1].items() if name in wide]
            if words:
                self.add_error(
                    group,
                    now_("This reaches beyond some cases: %(words)s. Untick it, or name no cases.")
                    % {"words": ", ".join(words)},
                )

    def _needs_case_view(self, chosen: list[str]) -> bool:
        return (
            "case" in self.groups
            and "case.view" not in chosen
            and not self.owner.has("case.reach_all")
            and any(name.startswith(WITHIN_A_CASE) for name in chosen)
        )


class SystemForm(forms.Form):
    # The new row's id: a form sent twice registers once.
    form_token = OnceField()
    name = ShownName(
        label=_("Name of the system"),
        max_length=LONGEST_NAME,
        help_text=_("As the audit shall call it, such as “Intake hotline”."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    roles = RolesField(
        SYSTEM_ROLES,
        help_text=_(
            "What its tokens may open at most. It is never assigned to a case, so it reaches cases "
            "only as coordinator or supervisor; add another role for what only that one does."
        ),
    )

    def once(self) -> UUID:
        token: UUID = self.cleaned_data["form_token"]
        return token


class SystemRolesForm(forms.Form):
    before = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    roles = RolesField(SYSTEM_ROLES)
