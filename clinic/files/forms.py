"""The field of an upload: what is wrong with a file is said beside it, never as an error page."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from clinic.files.dots import MOST_MILLION_DOTS, dots_of
from clinic.files.kinds import ACCEPT, ALLOWED, TABLE_ENDINGS, is_what_it_says
from clinic.files.scanning import ScannerDown, ScannerTooSmall, is_clean
from clinic.files.uploads import NO_ROOM, SealedUpload

MESSAGES = {
    "too_large": _("This file is larger than %(most)s. Nothing was stored. Send a smaller one."),
    "kind": _("Only PDF, PNG and JPEG files can be kept here. Nothing was stored."),
    "not_what_it_says": _(
        "The content of this file is not what its name says. Nothing was stored. "
        "Save it again as PDF, PNG or JPEG and choose that file."
    ),
    "harmful": _("The scanner found something harmful in this file. Nothing was stored."),
    "too_many_dots": _(
        "This picture would fill %(now)s million dots when opened; %(most)s fit here. Nothing was "
        "stored. Save it smaller."
    ),
    "broken": _("This picture cannot be opened. Nothing was stored. Save it again and choose it."),
    "no_room": NO_ROOM,
    "scanner_too_small": _(
        "The scanner of this installation takes no file of this size, so it cannot be checked. "
        "Nothing was stored. Send a smaller file, and tell your administrator: the scanner's "
        "limit can be raised."
    ),
    "scanner_down": _(
        "Files cannot be checked just now. Nothing was stored. Try again in a few minutes."
    ),
}


class SealedFileField(forms.FileField):
    """A file that is sealed already; cleaning gives a SealedUpload to store."""

    widget = forms.ClearableFileInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.FileInput(attrs={"accept": ACCEPT}))
        super().__init__(**options)
        self.error_messages |= MESSAGES

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if upload:
            self.check(upload)
        return upload

    def check(self, upload: Any) -> None:
        """:raises ValidationError: it cannot be kept, and why"""
        if not isinstance(upload, SealedUpload):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if upload.no_room:
            self._refuse("no_room")
        if upload.too_large:
            most = filesizeformat(settings.ALCOVE_UPLOAD_MAX_BYTES)
            raise ValidationError(
                self.error_messages["too_large"], code="too_large", params={"most": most}
            )
        self._check_kind(upload)
        self._check_content(upload)

    def _check_content(self, upload: SealedUpload) -> None:
        self._check_picture(upload)
        try:
            if not is_clean(upload.chunks()):
                self._refuse("harmful")
        except ScannerTooSmall:
            self._refuse("scanner_too_small")
        except ScannerDown:
            self._refuse("scanner_down")

    def _check_kind(self, upload: SealedUpload) -> None:
        if upload.media_type not in ALLOWED:
            known = any(is_what_it_says(upload.name or "", kind) for kind in ALLOWED)
            self._refuse("not_what_it_says" if known else "kind")
        if not is_what_it_says(upload.name or "", upload.media_type):
            self._refuse("not_what_it_says")

    def _check_picture(self, upload: SealedUpload) -> None:
        """Few bytes can stand for a picture that fills a computer's memory when it is opened."""
        if not upload.media_type.startswith("image/"):
            return
        millions = dots_of(upload.chunks()) / 1_000_000
        if not millions:
            self._refuse("broken")
        if millions > MOST_MILLION_DOTS:
            said = {"now": round(millions), "most": MOST_MILLION_DOTS}
            raise ValidationError(
                self.error_messages["too_many_dots"], code="too_many_dots", params=said
            )

    def _refuse(self, code: str) -> None:
        raise ValidationError(self.error_messages[code], code=code)


class SealedTableField(SealedFileField):
    """A list as text, comma- or otherwise separated. A workbook is refused with what to do."""

    def __init__(self, **options: Any) -> None:
        accept = ",".join(TABLE_ENDINGS)
        options.setdefault("widget", forms.FileInput(attrs={"accept": accept}))
        super().__init__(**options)
        self.error_messages |= {
            "kind": _(
                "Only lists saved as text (CSV) can be read. Nothing was stored. In a spreadsheet "
                "choose Save as, then CSV UTF-8."
            )
        }

    def _check_kind(self, upload: SealedUpload) -> None:
        if upload.media_type or not (upload.name or "").lower().endswith(TABLE_ENDINGS):
            self._refuse("kind")
