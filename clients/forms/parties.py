"""Other people and companies: rows of an intake step, and one at a time later."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.forms.fields import BirthField, NameField, QuietText, in_plain_words
from clients.rules.conflict import NEEDS_CLIENT_CONSENT, OF_MATTER, PARTY_LABELS, PartyKind
from clients.rules.identifiers import KINDS, normalise_identifier

EMPTY_ROWS = 4
MOST_ROWS = 40
OTHERS = [
    (kind.value, gettext_lazy(label))
    for kind, label in PARTY_LABELS.items()
    if kind in OF_MATTER and kind is not PartyKind.CLIENT
]
IN_INTAKE = [choice for choice in OTHERS if choice[0] != PartyKind.ALIAS.value]
CONSENT_FIRST = gettext_lazy(
    "Write this name down only after the client said yes to it. Tick or choose yes first, or leave "
    "the name out."
)


@dataclass(frozen=True)
class RowGroup:
    number: int
    id: forms.BoundField
    kind: forms.BoundField
    name: forms.BoundField
    organisation: forms.BoundField


class PartyRows(forms.Form):
    """Numbered rows `party-0-kind`, `-name`, …; a form that has them inherits this."""

    def add_rows(self, count: int) -> None:
        for number in range(min(count, MOST_ROWS)):
            self.fields |= {
                f"party-{number}-id": forms.UUIDField(required=False, widget=forms.HiddenInput),
                f"party-{number}-kind": forms.ChoiceField(
                    label=gettext_lazy("Who is it?"),
                    choices=[("", gettext_lazy("Choose")), *IN_INTAKE],
                    required=False,
                ),
                f"party-{number}-name": NameField(label=gettext_lazy("Name")),
                f"party-{number}-organisation": forms.BooleanField(
                    label=gettext_lazy("This is a company or organisation"), required=False
                ),
            }

    def _numbers(self) -> Iterator[int]:
        for number in range(MOST_ROWS):
            if f"party-{number}-name" in self.fields:
                yield number

    def row_groups(self) -> Iterator[RowGroup]:
        for number in self._numbers():
            names = [f"party-{number}-{part}" for part in ("id", "kind", "name", "organisation")]
            yield RowGroup(number + 1, *(self[name] for name in names))

    def check_rows(self, *, consented: bool) -> None:
        for number in self._numbers():
            name = self.cleaned_data.get(f"party-{number}-name")
            kind = self.cleaned_data.get(f"party-{number}-kind")
            if name and not kind and f"party-{number}-kind" not in self.errors:
                self.add_error(f"party-{number}-kind", _("Choose who this is."))
            if name and kind in NEEDS_CLIENT_CONSENT and not consented:
                self.add_error(f"party-{number}-name", str(CONSENT_FIRST))

    def party_rows(self) -> list[dict[str, Any]]:
        """Return rows for `actions.save_step`; a row with an id and no name is taken out."""
        rows = []
        for number in self._numbers():
            row = {
                "id": str(self.cleaned_data.get(f"party-{number}-id") or ""),
                "kind": self.cleaned_data.get(f"party-{number}-kind") or "",
                "name": self.cleaned_data.get(f"party-{number}-name") or "",
                "is_organisation": bool(self.cleaned_data.get(f"party-{number}-organisation")),
            }
            if row["id"] or row["name"]:
                rows.append(row)
        return rows


def rows_initial(parties: Any) -> dict[str, Any]:
    """Return what fills the rows again, from parties that were revealed."""
    initial: dict[str, Any] = {}
    others = [row for row in parties if row.kind not in {"client", "alias"}]
    for number, row in enumerate(others):
        initial |= {
            f"party-{number}-id": row.pk,
            f"party-{number}-kind": row.kind,
            f"party-{number}-name": row.name,
            f"party-{number}-organisation": row.is_organisation,
        }
    return initial


class PartyForm(forms.Form):
    """One more name in a client's matter."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Who is it?"),
        choices=[("", gettext_lazy("Choose")), *OTHERS],
        error_messages={"required": gettext_lazy("Choose who this is.")},
    )
    name = NameField(
        label=gettext_lazy("Name"),
        required=True,
        error_messages={"required": gettext_lazy("Write the name.")},
    )
    is_organisation = forms.BooleanField(
        label=gettext_lazy("This is a company or organisation"), required=False
    )
    born = BirthField(
        label=gettext_lazy("Birth date or year, where somebody knows it"),
        help_text=gettext_lazy("It supports a match of names and never speaks against one."),
    )
    number_kind = forms.ChoiceField(
        label=gettext_lazy("A number or address that is known"),
        choices=[
            ("", gettext_lazy("None")),
            *((code, gettext_lazy(kind.label)) for code, kind in KINDS.items()),
        ],
        required=False,
    )
    number = QuietText(label=gettext_lazy("The number or address"), longest=300)
    client_consented = forms.BooleanField(
        label=gettext_lazy("The client agreed that this name is written down"),
        help_text=gettext_lazy(
            "Needed for the person who exploited the client. Used for the conflict check alone."
        ),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") in NEEDS_CLIENT_CONSENT and not cleaned.get("client_consented"):
            self.add_error("client_consented", str(CONSENT_FIRST))
        kind, number = cleaned.get("number_kind"), cleaned.get("number")
        if bool(kind) != bool(number) and "number" not in self.errors:
            missing = "number" if kind else "number_kind"
            self.add_error(missing, _("Give both the kind and the number, or neither."))
        elif kind and number:
            try:
                in_plain_words(lambda: normalise_identifier(kind, number))
            except forms.ValidationError as error:
                self.add_error("number", error)
        return cleaned

    def arguments(self) -> dict[str, Any]:
        """Return what `actions.add_party` takes."""
        said = self.cleaned_data
        numbers = [(said["number_kind"], said["number"])] if said.get("number") else []
        return {
            "kind": said["kind"],
            "name": said["name"],
            "is_organisation": said["is_organisation"],
            "client_consented": said["client_consented"],
            "born": said["born"],
            "identifiers": numbers,
        }
