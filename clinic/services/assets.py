"""Copy what the pages serve from node_modules into `build/static/`.

Leaves there: `bootstrap/bootstrap.min.css`, `bootstrap/bootstrap.bundle.min.js`,
`bootstrap/images/*.svg` and `icons.svg`, a sprite of the icons named below
(`<svg><use href="{% static 'icons.svg' %}#lock"></use></svg>`).

Bootstrap's stylesheet carries its small images as data: URLs, which `img-src 'self'` refuses; they
are written out as files. References to source maps go too: they would name files we do not serve.
"""

import hashlib
import re
import shutil
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[2]
MODULES = ROOT / "node_modules"
OUT = ROOT / "build" / "static"
DATA_URL = re.compile(r"""url\((["'])data:image/svg\+xml,(.*?)\1\)""")
SOURCE_MAP = re.compile(r"(/\*|//)# sourceMappingURL=.*")
SVG = "http://www.w3.org/2000/svg"

ICONS = (
    "archive", "arrow-clockwise", "arrow-left", "arrow-right", "arrow-repeat", "bell", "box-arrow-in-right",
    "box-arrow-right", "briefcase", "building", "calendar-event", "calendar3", "calendar-week",
    "card-checklist", "chat-square-text", "check-circle", "check-lg", "check2", "chevron-down",
    "chevron-left", "chevron-right", "chevron-up", "circle-half", "clipboard-check",
    "clipboard-data", "clock", "clock-history", "dash-circle", "door-open", "download",
    "envelope", "exclamation-circle", "exclamation-octagon", "exclamation-triangle", "eye", "eye-slash",
    "file-earmark", "file-earmark-lock", "file-earmark-pdf", "file-earmark-text", "filter",
    "flag", "folder", "folder2-open", "funnel", "gear", "globe", "hourglass-split", "house",
    "house-door", "inbox", "info-circle", "journal-text", "key", "life-preserver", "link-45deg", "list",
    "list-check", "lock", "lock-fill", "mailbox", "moon", "moon-stars", "people", "pencil", "person",
    "person-badge", "person-check", "person-plus", "person-vcard", "person-x", "plus-lg", "printer",
    "question-circle", "search", "send", "shield-check", "shield-exclamation", "shield-lock",
    "signpost-split", "slash-circle", "sliders", "sun", "telephone", "telephone-x", "three-dots",
    "translate", "trash", "unlock", "upload", "x-circle", "x-lg",
)  # fmt: skip


def write_out_images(css: str, folder: Path) -> str:
    """Return the stylesheet with each data: image replaced by a file in `folder`."""

    def replace(found: re.Match[str]) -> str:
        svg = unquote(found.group(2))
        name = hashlib.sha256(svg.encode()).hexdigest()[:12] + ".svg"
        (folder / name).write_text(svg, encoding="utf-8")
        return f"url({folder.name}/{name})"

    return SOURCE_MAP.sub("", DATA_URL.sub(replace, css))


def bootstrap() -> None:
    source, target = MODULES / "bootstrap" / "dist", OUT / "bootstrap"
    images = target / "images"
    images.mkdir(parents=True)
    css = (source / "css" / "bootstrap.min.css").read_text(encoding="utf-8")
    css = write_out_images(css, images)
    if "data:" in css:
        raise SystemExit("assets: a data: URL is left in Bootstrap's stylesheet.")
    (target / "bootstrap.min.css").write_text(css, encoding="utf-8")
    js = (source / "js" / "bootstrap.bundle.min.js").read_text(encoding="utf-8")
    (target / "bootstrap.bundle.min.js").write_text(SOURCE_MAP.sub("", js), encoding="utf-8")


def icons() -> None:
    ElementTree.register_namespace("", SVG)
    sprite = ElementTree.Element(f"{{{SVG}}}svg")
    for name in ICONS:
        icon = ElementTree.parse(MODULES / "bootstrap-icons" / "icons" / f"{name}.svg").getroot()
        symbol = ElementTree.SubElement(
            sprite,
            f"{{{SVG}}}symbol",
            {"id": name, "viewBox": icon.attrib["viewBox"], "fill": "currentColor"},
        )
        symbol.extend(icon)
    ElementTree.ElementTree(sprite).write(OUT / "icons.svg", encoding="utf-8")


def main() -> None:
    shutil.rmtree(OUT, ignore_errors=True)
    bootstrap()
    icons()


if __name__ == "__main__":
    main()
