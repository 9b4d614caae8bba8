"""A list of exhibits, and one document on it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.rules import MATTERS, PRIVILEGES
from clients.forms.fields import QuietText
from clinic.pages.fields import OnceField, PlainText, SuggestedInput
from documents.forms.documents import VersionForm
from documents.rules.exhibits import (
    FORUMS,
    LIST_PRIVILEGES,
    LONGEST_HEADING,
    LONGEST_INDEX,
    LONGEST_WHY,
    STYLES,
    WAYS,
)

NO_CHOICE = ("", _("None"))


class _TitleForm(forms.Form):
    title = QuietText(
        label=_("Title of the list"), required=True, longest=LONGEST_INDEX,
        help_text=_("It stands on the cover of the bundle, which whoever gets it reads. "
                    "Stored encrypted."),
        error_messages={"required": _("Give the list a title.")},
    )  # fmt: skip
    privilege = forms.ChoiceField(
        label=_("Who reads it while it is a draft"), widget=forms.RadioSelect,
        help_text=_("Once it is final, whoever may read every document on it may read the list."),
        error_messages={"required": _("Say who may see it.")},
    )  # fmt: skip

    def __init__(self, *args: Any, privileges: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["privilege"].choices = [  # type: ignore[attr-defined]
            (code, f"{PRIVILEGES[code].label}: {PRIVILEGES[code].help}")
            for code in LIST_PRIVILEGES
            if code in set(privileges)
        ]


class _ListForm(_TitleForm):
    forum = forms.ChoiceField(
        label=_("Where it is filed"),
        choices=lambda: [(code, forum.label) for code, forum in FORUMS.items()],
    )
    style = forms.ChoiceField(
        label=_("How exhibits are marked"), choices=lambda: list(STYLES.items())
    )
    matter = forms.ChoiceField(
        label=_("Matter"), required=False,
        help_text=_("The list then says which evidence this matter still lacks."),
    )  # fmt: skip
    filing = forms.ChoiceField(label=_("Filing it goes with"), required=False)
    field_order = ("title", "forum", "filing", "matter", "style", "privilege", "once", "version")

    def __init__(
        self, *args: Any, matters: Sequence[Any], filings: Mapping[UUID, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.matters = {str(one.pk): one for one in matters}
        named = [(pk, MATTERS[one.kind]) for pk, one in self.matters.items()]
        self.fields["matter"].choices = [NO_CHOICE, *named]  # type: ignore[attr-defined]
        offered = [NO_CHOICE, *((str(pk), name) for pk, name in filings.items())]
        self.fields["filing"].choices = offered  # type: ignore[attr-defined]

    def clean_matter(self) -> Any:
        return self.matters.get(self.cleaned_data["matter"])

    def clean_filing(self) -> UUID | None:
        chosen = self.cleaned_data["filing"]
        return UUID(chosen) if chosen else None


class MakeListForm(_ListForm):
    once = OnceField()


class ChangeListForm(_ListForm, VersionForm):
    pass


class ContinueForm(_TitleForm):
    once = OnceField()


class BundleForm(forms.Form):
    once = OnceField()


class DiscardForm(VersionForm):
    reason = QuietText(
        label=_("Why it is given up"), required=True, lines=True, longest=LONGEST_WHY,
        help_text=_("The documents stay where they are. Stored encrypted."),
        error_messages={"required": _("Say why, in a few words.")},
    )  # fmt: skip


class FinishForm(VersionForm):
    untranslated = QuietText(
        label=_("Why it is filed without translation or certificate"), lines=True,
        longest=LONGEST_WHY,
        help_text=_("Needed where an exhibit is in another language and is not certified. Stored "
                    "encrypted."),
    )  # fmt: skip


class WayForm(VersionForm):
    way = forms.ChoiceField(choices=[(way, way) for way in WAYS])


class _ExhibitForm(forms.Form):
    title = QuietText(
        label=_("How the index calls it"), longest=LONGEST_INDEX,
        help_text=_("Left empty: as the document is called. Whoever gets the bundle reads it. "
                    "Stored encrypted."),
    )  # fmt: skip
    heading = PlainText(
        label=_("Heading above it in the index"), required=False, max_length=LONGEST_HEADING,
        widget=SuggestedInput,
        help_text=_("Exhibits below each other with the same heading stand together."),
    )  # fmt: skip
    evidence = forms.ChoiceField(label=_("Evidence that it is for"), required=False)
    waiver = QuietText(
        label=_("Why it is filed although it is kept for few"), lines=True, longest=LONGEST_WHY,
        help_text=_("Needed for whatever is not shared with the whole team: filing it gives its "
                    "protection up, for good. Stored encrypted, with who said it."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, evidence: Sequence[Any], headings: Iterable[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        named = [(item.code, item.text) for item in evidence]
        self.fields["evidence"].choices = [NO_CHOICE, *named]  # type: ignore[attr-defined]
        suggested = self.fields["heading"].widget
        assert isinstance(suggested, SuggestedInput)
        suggested.words = tuple(dict.fromkeys(headings))
        if not evidence:
            del self.fields["evidence"]


class AddExhibitForm(_ExhibitForm):
    document = forms.ChoiceField(label=_("Document"))
    once = OnceField()
    field_order = ("document", "title", "heading", "evidence", "waiver", "once")

    def __init__(self, *args: Any, documents: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents = {str(one.pk): one for one in documents}
        named = [(pk, _named(one)) for pk, one in self.documents.items()]
        self.fields["document"].choices = [("", _("Choose one")), *named]  # type: ignore[attr-defined]

    def clean_document(self) -> Any:
        return self.documents[self.cleaned_data["document"]]


class ChangeExhibitForm(_ExhibitForm, VersionForm):
    latest = forms.BooleanField(label=_("File the latest version of the document"), required=False)
    field_order = ("title", "heading", "evidence", "latest", "waiver", "version")

    def __init__(self, *args: Any, newer: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        title = self.fields["title"]
        title.required, title.help_text = True, _("Whoever gets the bundle reads it.")
        if not newer:
            del self.fields["latest"]


def _named(document: Any) -> str:
    title = document.title or ""
    if document.privilege == "shared":
        return title
    return f"{title} ({PRIVILEGES[document.privilege].label})"
