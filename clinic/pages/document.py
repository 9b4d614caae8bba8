"""From HTML to a tagged PDF, with nothing fetched from anywhere.

WeasyPrint's own fetcher opens http, ftp, file and data addresses; ours knows `packet:` only, and
anything else ends the rendering: a document must not tell the world that it is being read.
"""

from functools import lru_cache
from typing import NoReturn

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

# PDF for universal access, so that a screen reader finds headings, tables and languages.
VARIANT = "pdf/ua-1"


class RenderFailed(Exception):
    """`code` is one of `rules.FAILURES`; the text of the cause could carry a name and is left."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ClosedFetcher(URLFetcher):
    """A packet brings all it shows; there is no address it may ask."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]

    def fetch(self, url: str, headers: object = None) -> NoReturn:
        raise FatalURLFetchingError("A packet fetches nothing.")


@lru_cache(maxsize=1)
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@lru_cache(maxsize=4)
def _sheet(css: str) -> CSS:
    return CSS(string=css, font_config=_fonts(), url_fetcher=ClosedFetcher())


def pdf_of(html: str, css: str) -> bytes:
    """Return the PDF. Fonts and parsed styles are kept for the life of the worker.

    :raises RenderFailed: with a code, whatever happened inside
    """
    try:
        document = HTML(string=html, base_url="packet:", url_fetcher=ClosedFetcher())
        content = document.write_pdf(
            stylesheets=[_sheet(css)], font_config=_fonts(), pdf_variant=VARIANT
        )
    except FatalURLFetchingError as error:  # a BaseException: no other clause would stop it
        raise RenderFailed("fetch_refused") from error
    except Exception as error:
        raise RenderFailed("render_failed") from error
    return bytes(content)
