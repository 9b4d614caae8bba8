"""The words of the packs reach the translators."""

import shutil
from pathlib import Path

import pytest
from django.core.management import call_command

from filings.rules import rules
from filings.rules.forms import FORMS
from filings.rules.wording import words_of_packs


def test_every_word_that_pages_translate_is_listed() -> None:
    said: set[str] = set()
    for rule in rules():
        said |= {rule.name, rule.consequence, rule.source, *(note.text for note in rule.notes)}
        said |= {word for spec in rule.facts.values() for word in (spec.label, spec.help)}
    for form in FORMS.values():
        said |= {form.name, form.body, form.prerequisites, form.unlocks}
        said |= {proposal.text for proposal in form.proposes}
        said |= {word for each in form.identifiers for word in (each.name, each.help)}
    assert said - {""} - set(words_of_packs()) == set()


@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext is not installed")
def test_makemessages_finds_them_and_leaves_nothing_generated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "locale").mkdir()
    call_command("makemessages", locale=["es"], verbosity=0)
    found = (tmp_path / "locale" / "es" / "LC_MESSAGES" / "django.po").read_text("utf-8")
    assert 'msgid "T nonimmigrant status"' in found
    assert list(tmp_path.rglob("*.py")) == []
