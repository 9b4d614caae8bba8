"""Shapes of what comes in and goes out. Nothing that was sent is repeated in an error."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.fields import empty

UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
WHOLE = re.compile(r"-?[0-9]{1,18}")
CHOOSE = gettext_lazy("Choose one of the values that the schema lists.")


class Choice(serializers.ChoiceField):
    """A code of a closed table."""

    default_error_messages = {"invalid_choice": CHOOSE}

    def __new__(cls, table: Iterable[str], **options: Any) -> "Choice":
        return super().__new__(cls, list(table), **options)  # kept, and copied with each shape

    def __init__(self, table: Iterable[str], **options: Any) -> None:
        super().__init__(choices=list(table), **options)


class Id(serializers.UUIDField):
    """An id as answers write it: numbers and the other spellings of a UUID are none."""

    default_error_messages = {"invalid": gettext_lazy("This is no id.")}

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str) or not UUID.fullmatch(data):
            self.fail("invalid")
        return super().to_internal_value(data)


class TimeOfDay(serializers.TimeField):
    """A time by the clinic's clock, hours and minutes."""

    default_error_messages = {
        "invalid": gettext_lazy("There is no such time. Write hours and minutes: 14:30."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", "Such as 14:30.")
        super().__init__(format="%H:%M", input_formats=["%H:%M"], **options)


class Day(serializers.DateField):
    """A legal day of the clinic's calendar, year-month-day and nothing else."""

    default_error_messages = {
        "invalid": gettext_lazy("There is no such day. Write it as year-month-day: 2026-03-06."),
        "datetime": gettext_lazy("Write the day alone, year-month-day: 2026-03-06."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", input_formats=["%Y-%m-%d"], **options)

    def to_internal_value(self, value: Any) -> Any:
        if not isinstance(value, str) or len(value) != len("2026-03-06"):
            self.fail("invalid", format="%Y-%m-%d")
        return super().to_internal_value(value)


class Text(serializers.CharField):
    """Text as it was typed; numbers and booleans are no text."""

    default_error_messages = {"invalid": gettext_lazy("This must be text.")}

    def __init__(self, longest: int, **options: Any) -> None:
        if not options.get("required", True):
            options.setdefault("allow_blank", True)
        super().__init__(max_length=longest, **options)
        self.longest = longest

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        if len(data) > self.longest:  # of what was sent, as the schema says, not of what is left
            self.fail("max_length", max_length=self.longest)
        return super().to_internal_value(data)


@extend_schema_field({"type": "string", "format": "binary"})
class Scan(serializers.FileField):
    """A file of a form; the room's own form looks into it."""

    default_error_messages = {
        "invalid": gettext_lazy("Send the file in a part of its own, as multipart/form-data."),
        "empty": gettext_lazy("This file is empty. Nothing was stored."),
    }


class Number(serializers.IntegerField):
    """A whole number; text that looks like one is none, unless it comes from an address or form."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool | float):
            self.fail("invalid")
        if isinstance(data, str) and not (_from_text(self) and WHOLE.fullmatch(data)):
            self.fail("invalid")
        return super().to_internal_value(data)


class Flag(serializers.BooleanField):
    """True or false; 1 and "yes" are neither, unless it comes from an address or form."""

    def to_internal_value(self, data: Any) -> bool:
        if _from_text(self) and data in ("true", "false"):
            return bool(data == "true")
        if data is not True and data is not False:
            self.fail("invalid")
        return data is True


def _from_text(field: serializers.Field[Any, Any, Any, Any]) -> bool:
    return bool(field.context.get("from_text"))


class Body(serializers.Serializer[Any]):
    """What an operation takes. A field the schema does not know is an error, not ignored."""

    # Shown in the schema; a test sends it.
    example: ClassVar[Mapping[str, Any] | None] = None

    default_error_messages = {
        "invalid": gettext_lazy("Send a JSON object."),
        "unknown": gettext_lazy("What is not known here: {count}. Known are: {known}."),
    }

    def run_validation(self, data: Any = empty) -> Any:
        if isinstance(data, Mapping):
            unknown = set(data) - set(self.fields)
            if unknown:
                text = str(self.error_messages["unknown"]).format(
                    count=len(unknown), known=", ".join(self.fields) or "-"
                )
                raise serializers.ValidationError({"": [ErrorDetail(text, code="unknown_field")]})
        return super().run_validation(data)

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, Mapping):
            text = str(self.error_messages["invalid"])
            raise serializers.ValidationError({"": [ErrorDetail(text, code="invalid")]})
        return super().to_internal_value(data)


class Shape(serializers.Serializer[Any]):
    """What an operation gives."""

    example: ClassVar[Mapping[str, Any] | None] = None


def form_input(given: Mapping[str, Any], **hidden: Any) -> MultiValueDict[str, Any]:
    """Return what a browser would send for these values, so that a page's form checks them too."""
    said: MultiValueDict[str, Any] = MultiValueDict()
    for name, value in {**given, **hidden}.items():
        if value is None or value is False or value == "":
            continue
        if isinstance(value, list | tuple):
            said.setlist(name, [str(each) for each in value])
        else:
            said[name] = "on" if value is True else str(value)
    return said


def checked(form: forms.BaseForm) -> dict[str, Any]:
    """Return what a page's form makes of it. :raises ValidationError: in the words of the form"""
    if form.is_valid():
        return form.cleaned_data
    errors: dict[str, list[ErrorDetail]] = {}
    for name, said in form.errors.as_data().items():
        place = "" if name == "__all__" else name
        errors[place] = [
            # A form's own choice error repeats the choice.
            ErrorDetail(
                str(CHOOSE) if error.code == "invalid_choice" else " ".join(error.messages),
                code=error.code or "invalid",
            )
            for error in said
        ]
    raise serializers.ValidationError(errors)


def wrong(field: str, text: Any, *, code: str = "invalid") -> serializers.ValidationError:
    """Return the error of one field, to raise."""
    return serializers.ValidationError({field: [ErrorDetail(str(text), code=code)]})


def not_there(field: str) -> serializers.ValidationError:
    """Return the error of an id that leads to nothing this actor reaches."""
    return wrong(field, _("There is nothing with this id for you."), code="not_found")
