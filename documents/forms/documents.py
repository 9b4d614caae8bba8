"""A document: the file, what it is, how it is called, who may know of it."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.rules import PRIVILEGES
from clients.forms.fields import QuietText
from clinic.files.forms import SealedFileField
from clinic.files.uploads import SealedUpload
from clinic.pages.fields import OnceField
from documents.rules import KINDS, LONGEST_NOTE, LONGEST_TITLE, ORIGINALS

# The id of a complete upload -> it, and the file it made; None for one that is not there or lacks
# parts.
Arrived = Callable[[UUID], tuple[Any, SealedUpload] | None]


class VersionForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(VersionForm):
    reason = QuietText(
        label=_("Why it is taken out"),
        required=True,
        lines=True,
        longest=LONGEST_NOTE,
        help_text=_("Nothing is deleted: it can be brought back, and says who took it out."),
        error_messages={"required": _("Say why, in a few words.")},
    )


class _FileForm(forms.Form):
    """The file comes with the form, or came before it in parts."""

    file = SealedFileField(
        label=_("File"),
        required=False,
        help_text=_("PDF, PNG or JPEG, up to 200 MB. It is encrypted while it arrives."),
    )
    upload = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, arrived: Arrived, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arrived, self.parts = arrived, None
        self.made: SealedUpload | None = None

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if self.errors.get("file") or self.errors.get("upload"):
            return said
        if not said.get("file") and said.get("upload"):
            said["file"] = self._from_parts(said["upload"])
        if not said.get("file") and "file" not in self.errors:
            self.add_error("file", _("Please choose a file."))
        return said

    def _from_parts(self, upload_id: UUID) -> SealedUpload | None:
        found = self.arrived(upload_id)
        if found is None:
            self.add_error("file", _("This upload is not whole. Choose the same file to go on."))
            return None
        self.parts, self.made = found
        try:
            field = self.fields["file"]
            assert isinstance(field, SealedFileField)
            field.check(self.made)
        except forms.ValidationError as error:
            self.add_error("file", error)
            return None
        return self.made

    def done(self) -> None:
        """Let go of what was made of parts and nobody stored."""
        if self.made is not None:
            self.made.close()

    def arguments(self) -> dict[str, Any]:
        """Return what the actions take."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "upload"}
        return {**said, "parts": self.parts}


class _WhatForm(forms.Form):
    title = QuietText(
        label=_("Title"),
        required=True,
        longest=LONGEST_TITLE,
        help_text=_("Stored encrypted."),
        error_messages={"required": _("Give it a title, so that it is found again.")},
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=lambda: list(KINDS.items()))
    privilege = forms.ChoiceField(
        label=_("Who may see that it exists, and read it"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say who may see it.")},
    )
    original = forms.ChoiceField(
        label=_("The paper itself"), choices=lambda: list(ORIGINALS.items()), initial="none"
    )

    def __init__(self, *args: Any, privileges: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["privilege"].choices = [  # type: ignore[attr-defined]
            (code, f"{PRIVILEGES[code].label}: {PRIVILEGES[code].help}") for code in privileges
        ]


class ReviseForm(_FileForm, VersionForm):
    note = QuietText(label=_("What is new"), longest=LONGEST_NOTE, help_text=_("Stored encrypted."))
    field_order = ("file", "note", "upload", "version")


class NewDocumentForm(_WhatForm, _FileForm):
    once = OnceField()
    field_order = ("file", "title", "kind", "privilege", "original", "upload", "once")


class ChangeDocumentForm(_WhatForm, VersionForm):
    pass


def as_it_is(document: Any) -> dict[str, Any]:
    names = ("title", "kind", "privilege", "original", "version")
    return {name: getattr(document, name) for name in names}
