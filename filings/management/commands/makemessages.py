"""Extract what is to be translated, with the words of the packs of law."""

from pathlib import Path
from typing import Any

from django.core.management.commands import makemessages

from filings.rules.wording import words_of_packs

# Where Django looks for words, for as long as it looks: nothing generated stays or is committed.
LISTING = Path("filings") / "rules" / "packs" / "words_of_packs.py"


class Command(makemessages.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        listing = Path.cwd() / LISTING
        listing.parent.mkdir(parents=True, exist_ok=True)
        said = "".join(f"gettext_noop({each!r})\n" for each in words_of_packs())
        listing.write_text(said, encoding="utf-8")
        try:
            super().handle(*args, **options)
        finally:
            listing.unlink()
