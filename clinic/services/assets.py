"""Copy what the pages serve from node_modules and Python packages into `build/static/`.

Leaves there: `bootstrap/bootstrap.min.css` and its right-to-left twin `bootstrap.rtl.min.css`,
`bootstrap/images/*.svg`, `icons.svg`, a sprite of the icons named in `clinic.pages.icons`
(the template tag `icon` draws them), and of Swagger UI in `swagger/` its stylesheet, done the same,
and its script.

The stylesheets carry their small images as data: URLs, which `img-src 'self'` refuses; they are
written out as files. References to source maps go too: they would name files we do not serve.
"""

import hashlib
import re
import shutil
from base64 import b64decode
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree

from clinic.pages.icons import ICONS

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "node_modules"
OUT = ROOT / "build" / "static"
DATA_URL = re.compile(
    r"""url\((?:(["'])data:image/(\w+)[^,"']*,((?:\\.|(?!\1).)*)\1|data:image/(\w+);base64,([^)]*))\)"""
)
SOURCE_MAP = re.compile(r"(/\*|//)# sourceMappingURL=.*")
SVG = "http://www.w3.org/2000/svg"


def write_out_images(css: str, folder: Path) -> str:
    """Return the stylesheet with each data: image replaced by a file in `folder`."""

    def replace(found: re.Match[str]) -> str:
        _quote, drawn, text, kind, packed = found.groups()
        # In quotes stands text, where CSS puts a backslash before a quote.
        image = b64decode(packed) if packed else unquote_to_bytes(text.replace("\\", ""))
        name = f"{hashlib.sha256(image).hexdigest()[:12]}.{drawn or kind}"
        (folder / name).write_bytes(image)
        return f"url({folder.name}/{name})"

    return SOURCE_MAP.sub("", DATA_URL.sub(replace, css))


def stylesheets(source: Path, target: Path, *names: str) -> None:
    images = target / "images"
    images.mkdir(parents=True)
    for name in names:
        css = write_out_images((source / name).read_text(encoding="utf-8"), images)
        if "data:" in css:
            raise SystemExit(f"assets: a data: URL is left in {name}.")
        (target / name).write_text(css, encoding="utf-8")


def bootstrap() -> None:
    source = MODULES / "bootstrap" / "dist" / "css"
    stylesheets(source, OUT / "bootstrap", "bootstrap.min.css", "bootstrap.rtl.min.css")


def swagger() -> None:
    package = find_spec("drf_spectacular_sidecar")
    assert package is not None
    assert package.origin is not None
    files = Path(package.origin).parent / "static" / package.name / "swagger-ui-dist"
    stylesheets(files, OUT / "swagger", "swagger-ui.css")
    shutil.copyfile(files / "swagger-ui-bundle.js", OUT / "swagger" / "swagger-ui-bundle.js")


def icons() -> None:
    ElementTree.register_namespace("", SVG)
    sprite = ElementTree.Element(f"{{{SVG}}}svg")
    for name in sorted(ICONS):
        icon = ElementTree.parse(MODULES / "bootstrap-icons" / "icons" / f"{name}.svg").getroot()  # noqa: S314
        symbol = ElementTree.SubElement(
            sprite,
            f"{{{SVG}}}symbol",
            {"id": name, "viewBox": icon.attrib["viewBox"], "fill": "currentColor"},
        )
        symbol.extend(icon)
    ElementTree.ElementTree(sprite).write(OUT / "icons.svg", encoding="utf-8")


# What packages bring for pages we do not have; every file is compressed. As in the Dockerfile.
LEFT_OUT = ("--ignore=rest_framework", "--ignore=guardian", "--ignore=ext")
COLLECTED = ROOT / "build" / "collected"
STAMP = ROOT / "build" / "collected.stamp"  # beside the folder: all in it is served


def _sources() -> str:
    """Name the state of everything that collecting copies."""
    digest = hashlib.sha256((ROOT / "requirements.lock").read_bytes())
    for folder in (ROOT / "static", OUT):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            state = path.stat()
            digest.update(f"{path}|{state.st_size}|{state.st_mtime_ns}".encode())
    return digest.hexdigest()


def are_collected() -> bool:
    """Tell whether collecting again would change nothing; it rewrites files that others serve."""
    there = STAMP.is_file() and (COLLECTED / "staticfiles.json").is_file()
    return there and STAMP.read_text() == _sources()


def note_collected() -> None:
    STAMP.write_text(_sources())


def main() -> None:
    shutil.rmtree(OUT, ignore_errors=True)
    bootstrap()
    swagger()
    icons()


if __name__ == "__main__":
    main()
