"""Assets are collected when something changed, and left alone while others serve them."""

from pathlib import Path

import pytest

from clinic.services import assets


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one stylesheet, collected a moment ago."""
    for name in ("static", "build/static", "build/collected"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "requirements.lock").write_text("one==1\n")
    (tmp_path / "static" / "a.css").write_text("a{}")
    (tmp_path / "build" / "collected" / "staticfiles.json").write_text("{}")
    monkeypatch.setattr(assets, "ROOT", tmp_path)
    monkeypatch.setattr(assets, "OUT", tmp_path / "build" / "static")
    monkeypatch.setattr(assets, "COLLECTED", tmp_path / "build" / "collected")
    monkeypatch.setattr(assets, "STAMP", tmp_path / "build" / "collected.stamp")
    assets.note_collected()
    return tmp_path


def test_what_was_collected_is_not_collected_again(checkout: Path) -> None:
    assert assets.are_collected()


@pytest.mark.parametrize("changed", ["static/a.css", "build/static/b.css", "requirements.lock"])
def test_a_change_is_collected(checkout: Path, changed: str) -> None:
    (checkout / changed).write_text("b{color:red}")
    assert not assets.are_collected()


def test_a_folder_that_was_thrown_away_is_collected(checkout: Path) -> None:
    (checkout / "build" / "collected" / "staticfiles.json").unlink()
    assert not assets.are_collected()
