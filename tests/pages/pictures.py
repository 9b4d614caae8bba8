"""Write a picture of every screen of the gallery in every look, for people to look at.

python -m tests.pages.pictures build/pictures [screen …]
"""

import os
import sys
from pathlib import Path

from tests import embedded

# Playwright keeps a loop running in this thread, and Django would take that for async code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
embedded.prepare_environment()

import django  # noqa: E402

django.setup()

from tests.pages.browser import chromium, served  # noqa: E402
from tests.pages.gallery import NAMES  # noqa: E402
from tests.pages.test_look import LOOKS  # noqa: E402


def main(folder: Path, names: tuple[str, ...]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with served() as address, chromium() as browser:
        for look, options in LOOKS.items():
            page = browser.new_context(**options).new_page()
            for name in names:
                page.goto(f"{address}/{name}")
                page.screenshot(path=folder / f"{name}-{look.replace(' ', '-')}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]), tuple(sys.argv[2:]) or NAMES)
