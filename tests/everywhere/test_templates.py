"""What a template may not hold, and what each fragment must say."""

import re
from pathlib import Path

import pytest

from clinic.services.places import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static").rglob("*.css"))
# Directions on the page turn round in Arabic; these properties do not.
PHYSICAL = re.compile(
    r"(?<![-\w])(?:margin|padding|border|inset)-(?:left|right)\b|(?<![-\w])(?:left|right)\s*:|"
    r"text-align\s*:\s*(?:left|right)\b|float\s*:\s*(?:left|right)\b"
)


def told(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=told)
def test_no_inline_script_style_or_handler(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.parts[-2] != "packets":  # a packet's pages are printed, no browser reads them
        assert not re.search(r"<style\b|\sstyle\s*=", text)
    for tag in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in tag
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert "javascript:" not in text
    assert not re.search(r"hx-on|hx-trigger=\"[^\"]*\[", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=told)
def test_nothing_comes_from_another_host(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"(?:src|srcset|action|hx-(?:get|post))\s*=\s*\"(?:https?:)?//", text)
    assert "|safe" not in text
    assert "{% autoescape off" not in text


@pytest.mark.parametrize(
    "path", [path for path in TEMPLATES if path.name.startswith("_")], ids=told
)
def test_a_fragment_lists_its_arguments_in_its_first_comment(path: Path) -> None:
    first = path.read_text(encoding="utf-8").lstrip()
    assert first.startswith(("{% comment %}", "{#")), told(path)


@pytest.mark.parametrize("path", STYLES, ids=told)
def test_styles_know_no_left_and_right(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if PHYSICAL.search(line)] == []
