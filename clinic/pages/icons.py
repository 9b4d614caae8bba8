"""The icons we use, and how the asset build makes one small sprite of them.

    python -m clinic.pages.icons node_modules/bootstrap-icons/icons build/static/bootstrap/icons.svg
"""

import re
import sys
from pathlib import Path

SPRITE = "bootstrap/icons.svg"

ICONS = frozenset(
    """
    arrow-left arrow-repeat bar-chart bell box-arrow-right building calendar-check calendar-event
    chat-dots check-circle check-lg chevron-down chevron-left chevron-right circle-half clock
    clock-history dash-circle download envelope exclamation-circle exclamation-triangle eye
    eye-slash file-earmark-lock file-earmark-text flag folder2-open gear hourglass-split inbox
    info-circle journal-text key list-check lock moon-stars pencil people person-check
    person-circle person-plus person-x phone plus-lg printer question-circle search send share
    shield-check shield-exclamation shield-lock signpost-split slash-circle sun telephone translate
    trash upload x-circle x-lg
    """.split()
)

# Pointing icons turn round with the reading direction.
POINTING = frozenset(
    {"arrow-left", "box-arrow-right", "chevron-left", "chevron-right", "send", "share"}
)

_BODY = re.compile(r"<svg[^>]*viewBox=\"([^\"]+)\"[^>]*>(.*)</svg>", re.DOTALL)


def sprite(folder: Path) -> str:
    """Return one SVG with a symbol per icon, read from the icon package's single files."""
    symbols = []
    for name in sorted(ICONS):
        found = _BODY.search((folder / f"{name}.svg").read_text(encoding="utf-8"))
        if found is None:
            raise ValueError(f"{name}.svg is not an icon of the expected shape")
        box, body = found.groups()
        symbols.append(f'<symbol id="{name}" viewBox="{box}">{body.strip()}</symbol>')
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n'


if __name__ == "__main__":
    source, target = (Path(argument) for argument in sys.argv[1:3])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(sprite(source), encoding="utf-8")
