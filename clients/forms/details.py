"""Languages with their level, nationalities, kinds of other names, guardian; links to clients."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clients.forms.fields import NameField, NamesField, QuietText
from clients.rules.details import (
    AUTHORITIES,
    GUARDIAN_TRUST,
    LEVELS,
    MOST_LANGUAGES,
    MOST_NATIONALITIES,
    NAME_KINDS,
    RELATIONS,
)

NOT_SAID = ("", gettext_lazy("Not said"))


def _choices(table: Mapping[str, str]) -> list[tuple[str, Any]]:
    return [NOT_SAID, *((code, gettext_lazy(text)) for code, text in table.items())]


class DetailsForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    nationalities = NamesField(
        label=gettext_lazy("Nationalities"),
        help_text=gettext_lazy("One on a line. No consulate is ever asked without a yes."),
    )
    birth_estimated = forms.BooleanField(
        label=gettext_lazy("The birth date or year is a guess"), required=False
    )

    def __init__(self, *args: Any, aliases: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aliases = aliases
        for number in range(MOST_LANGUAGES):
            self.fields |= {
                f"language-{number}": QuietText(label=gettext_lazy("Language"), longest=60),
                f"dialect-{number}": QuietText(label=gettext_lazy("Dialect or region"), longest=60),
                f"level-{number}": forms.ChoiceField(
                    label=gettext_lazy("How well"), choices=_choices(LEVELS), required=False
                ),
            }
        for alias in aliases:
            self.fields[f"name-{alias.pk}"] = forms.ChoiceField(
                label=gettext_lazy("What kind of name is it?"),
                choices=_choices(NAME_KINDS),
                required=False,
            )
        self.fields |= {
            "guardian_name": NameField(label=gettext_lazy("Name of the guardian")),
            "guardian_authority": forms.ChoiceField(
                label=gettext_lazy("By what right"), choices=_choices(AUTHORITIES), required=False
            ),
            "guardian_trust": forms.ChoiceField(
                label=gettext_lazy("Is this guardian safe?"),
                choices=_choices(GUARDIAN_TRUST),
                required=False,
                help_text=gettext_lazy(
                    "Ask the child alone. Whoever did harm can never consent for a minor."
                ),
            ),
        }

    def clean_nationalities(self) -> list[str]:
        given: list[str] = self.cleaned_data["nationalities"]
        if len(given) > MOST_NATIONALITIES:
            raise forms.ValidationError(
                _("Write at most %(most)s here.") % {"most": MOST_NATIONALITIES}
            )
        return given

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for number in range(MOST_LANGUAGES):
            more = cleaned.get(f"dialect-{number}") or cleaned.get(f"level-{number}")
            place = f"language-{number}"
            if more and not cleaned.get(place) and place not in self.errors:
                self.add_error(place, _("Write the language, or take the rest of the line out."))
        trust = cleaned.get("guardian_authority") or cleaned.get("guardian_trust")
        guardian = cleaned.get("guardian_name") or cleaned.get("guardian_authority") == "none"
        if trust and not guardian and "guardian_name" not in self.errors:
            self.add_error("guardian_name", _("Write the name, or choose that there is nobody."))
        return cleaned

    def rows(self) -> list[list[forms.BoundField]]:
        return [
            [self[f"{part}-{number}"] for part in ("language", "dialect", "level")]
            for number in range(MOST_LANGUAGES)
        ]

    def names(self) -> list[tuple[Any, forms.BoundField]]:
        return [(alias, self[f"name-{alias.pk}"]) for alias in self.aliases]

    def guardian(self) -> list[forms.BoundField]:
        return [self[f"guardian_{part}"] for part in ("name", "authority", "trust")]

    def arguments(self) -> dict[str, Any]:
        """Return what `actions.change_details` takes."""
        said = self.cleaned_data
        languages = [
            {
                "language": said[f"language-{number}"],
                "dialect": said[f"dialect-{number}"],
                "level": said[f"level-{number}"],
            }
            for number in range(MOST_LANGUAGES)
            if said[f"language-{number}"]
        ]
        parts = ("name", "authority", "trust")
        guardian = {part: said[f"guardian_{part}"] for part in parts if said[f"guardian_{part}"]}
        return {
            "details": {
                "nationalities": said["nationalities"],
                "languages": languages,
                "birth_estimated": said["birth_estimated"],
                "guardian": guardian,
            },
            "name_kinds": {alias.pk: said[f"name-{alias.pk}"] for alias in self.aliases},
            "version": said["version"],
        }


def details_initial(details: Mapping[str, Any], aliases: Sequence[Any]) -> dict[str, Any]:
    """Return what fills the form again, after a recorded look."""
    initial: dict[str, Any] = {
        "nationalities": details["nationalities"],
        "birth_estimated": details["birth_estimated"],
    }
    for number, row in enumerate(details["languages"][:MOST_LANGUAGES]):
        initial |= {f"{part}-{number}": row.get(part, "") for part in ("language", "dialect")}
        initial[f"level-{number}"] = row.get("level", "")
    for alias in aliases:
        initial[f"name-{alias.pk}"] = alias.kind
    return initial | {f"guardian_{part}": said for part, said in details["guardian"].items()}


class LinkForm(forms.Form):
    code_name = QuietText(
        label=gettext_lazy("Code name of the other client"),
        required=True,
        longest=60,
        error_messages={"required": gettext_lazy("Write the code name.")},
    )
    relation = forms.ChoiceField(
        label=gettext_lazy("What is the other client to this one?"),
        choices=[
            ("", gettext_lazy("Choose")),
            *((code, gettext_lazy(text)) for code, text in RELATIONS.items()),
        ],
        error_messages={"required": gettext_lazy("Choose what they are to each other.")},
    )
    note = QuietText(label=gettext_lazy("Anything to know about it"), longest=1000, lines=True)
