"""What is fetched is pinned, comes as a wheel, and names no host."""

import json
import re
from pathlib import Path

import pytest

from clinic.services import setup
from clinic.services.assets import write_out_images
from clinic.services.places import ROOT

LOCK = (ROOT / "requirements.lock").read_text()
ENTRY = re.compile(r"^([a-z0-9][a-z0-9.-]*)(\[[a-z,]+\])?==", re.MULTILINE)


def test_every_package_asked_for_is_locked_with_hashes() -> None:
    lines = (ROOT / "requirements.in").read_text().splitlines()
    asked = {re.split(r"[\[~=<>;]", line)[0].lower() for line in lines if line[:1].isalpha()}
    locked = {match[1] for match in ENTRY.finditer(LOCK)}

    assert asked <= locked
    for name in locked:
        assert "--hash=sha256:" in setup.lock_entry(LOCK, name)


def test_npm_packages_are_locked_with_hashes() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]

    assert all("integrity" in entry for path, entry in packages.items() if path)


@pytest.mark.parametrize("name", ["requirements.in", "requirements.lock", "package-lock.json"])
def test_no_lock_names_where_it_fetches_from(name: str) -> None:
    text = (ROOT / name).read_text()

    assert not re.search(r"resolved|index-url|registry|find-links", text)


def test_cutting_one_package_out_of_the_lock_takes_its_hashes_only() -> None:
    first = "a==1 \\\n    --hash=sha256:aa \\\n    --hash=sha256:ab\n"
    lock = first + "    # via b\nb==2 \\\n    --hash=sha256:bb\n"

    assert setup.lock_entry(lock, "a") == first


def test_images_leave_the_stylesheet_as_files(tmp_path: Path) -> None:
    folder = tmp_path / "images"
    folder.mkdir()
    css = """a{background:url("data:image/svg+xml,%3csvg xmlns='x'/%3e")}\n"""

    rewritten = write_out_images(css + "/*# sourceMappingURL=a.map */", folder)

    (image,) = folder.iterdir()
    assert rewritten == f"a{{background:url(images/{image.name})}}\n"
    assert image.read_text() == "<svg xmlns='x'/>"


def test_quoted_and_packed_images_are_written_out_too(tmp_path: Path) -> None:
    folder = tmp_path / "images"
    folder.mkdir()
    packed = "url(data:image/png;base64,iVBORw==)"
    quoted = r"""url("data:image/svg+xml;charset=utf-8,<svg id=\"a\" d='M(1,2)'/>")"""
    rewritten = write_out_images(f"a{{b:{packed}}}c{{d:{quoted}}}", folder)
    images = {image.suffix: image for image in folder.iterdir()}
    assert images[".png"].read_bytes() == b"\x89PNG"
    assert images[".svg"].read_text() == """<svg id="a" d='M(1,2)'/>"""
    assert "data:" not in rewritten


def test_the_built_stylesheets_hold_no_data_urls() -> None:
    sheets = list((ROOT / "build" / "static").rglob("*.css"))

    assert len(sheets) >= 3
    assert not [sheet.name for sheet in sheets if "data:" in sheet.read_text()]
