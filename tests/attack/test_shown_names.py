"""A member's name stands beside everybody's work; it must not disturb what stands around it."""

import pytest
from django.test import override_settings

from clinic.office.forms import JoinForm

PASSWORD = "harbor lantern meadow"


def errors_of(name: str) -> list[str]:
    form = JoinForm({"name": name, "password": PASSWORD}, email="q@example.org")
    with override_settings(AUTH_PASSWORD_VALIDATORS=[]):
        return [str(error) for error in form.errors.get("name", [])]


@pytest.mark.parametrize("letter", ["\u202e", "\u2066", "\x07", "\x00", "\r", "\x1b"])
def test_a_name_that_turns_or_breaks_lines_is_refused(letter: str) -> None:
    (message,) = errors_of(f"Ada{letter}omeD")
    assert message.endswith("Type it again.") or "Null" in message


@pytest.mark.parametrize("name", ["Ada Demo", "ሰላም በቀለ", "نيلوفر", "Nguyễn Thị", "O\u2019Neil"])
def test_a_name_in_any_script_is_taken(name: str) -> None:
    assert errors_of(name) == []
