"""A list is uploaded; a person says what each column means; a row is decided about."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from clinic.files.forms import SealedTableField
from clinic.pages.fields import OnceField
from exchange.rules.columns import COLUMNS, NAMES, OF_A_CASE, wrong_columns
from exchange.rules.dates import ORDERS
from exchange.rules.tables import DELIMITERS, ENCODINGS
from exchange.rules.words import DECISIONS

NOT_TAKEN = ("", _("Leave this column out"))


def _grouped() -> list[Any]:
    """Return what a column may mean, under three headings."""
    names = [code for code in COLUMNS if code in (*NAMES, "other_names", "client_ref")]
    rest = [code for code in COLUMNS if code not in (*names, *OF_A_CASE)]
    parts = ((_("Who it is"), names), (_("About the client"), rest), (_("The case"), OF_A_CASE))
    return [
        NOT_TAKEN,
        *((heading, [(code, COLUMNS[code].label) for code in codes]) for heading, codes in parts),
    ]


class UploadForm(forms.Form):
    once = OnceField()
    file = SealedTableField(
        label=_("The list (CSV)"),
        help_text=_(
            "One row for each client, or for each matter of a client, with headings in the first "
            "row. In a spreadsheet choose Save as, then CSV UTF-8. Nothing comes in before you "
            "have seen the first rows."
        ),
    )

    def import_id(self) -> UUID:
        once: UUID = self.cleaned_data["once"]
        return once


class ColumnsForm(forms.Form):
    """How a list is read. `seen`: encoding, delimiter, header, columns, order, other_matters."""

    encoding = forms.ChoiceField(
        label=_("Letters are written in"),
        choices=list(ENCODINGS.items()),
        help_text=_("Wrong letters in the names above? Choose another and look again."),
    )
    delimiter = forms.ChoiceField(
        label=_("Columns are parted by"), choices=list(DELIMITERS.items())
    )
    order = forms.ChoiceField(
        label=_("Dates are written"),
        choices=list(ORDERS.items()),
        help_text=_("Dates like 1990-02-28 are read the same way in any case."),
    )
    other_matters = forms.BooleanField(
        label=_("Bring in cases of a kind that is not known as “Other matter”"),
        required=False,
        help_text=_("The words of the list then stand in the summary. Otherwise the row is bad."),
    )

    def __init__(self, *args: Any, seen: dict[str, Any], **kwargs: Any) -> None:
        given = {**seen, **{f"column_{n}": code for n, code in enumerate(seen["columns"])}}
        kwargs["initial"] = given
        super().__init__(*args, **kwargs)
        self.header: list[str] = seen["header"]
        for number, heading in enumerate(self.header):
            label = heading or now_("Column %(number)s") % {"number": number + 1}
            self.fields[f"column_{number}"] = forms.ChoiceField(
                label=label, choices=_grouped(), required=False
            )

    def column_fields(self) -> list[forms.BoundField]:
        return [self[f"column_{number}"] for number in range(len(self.header))]

    def reading_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("encoding", "delimiter", "order", "other_matters")]

    def columns(self) -> list[str]:
        return [self.cleaned_data.get(f"column_{n}", "") for n in range(len(self.header))]

    def reading(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "encoding": said["encoding"], "delimiter": said["delimiter"], "header": self.header,
            "columns": self.columns(), "order": said["order"],
            "other_matters": said["other_matters"],
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        wrong = wrong_columns(self.columns())
        if wrong == "twice":
            self.add_error(None, now_("Two columns mean the same. Leave one of them out."))
        elif wrong:
            self.add_error(None, now_("Say which column holds the name."))
        return said


class DecideForm(forms.Form):
    decision = forms.ChoiceField(
        label=_("Who is it?"), choices=list(DECISIONS.items()), widget=forms.RadioSelect
    )
