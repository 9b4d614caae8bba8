"""Text comes in UTF-8, as our own forms send it; a sender who names another encoding is refused.

Python knows names that are no text encoding at all (rot13, hex) and some that bring broken
characters along. Django looks the name up before any middleware runs, so the name is taken out of
the question first and the answer is given by `clinic.pages.middleware.PlainEncoding`.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.http import parse_header_parameters

UTF8 = frozenset({"", "utf-8", "utf8"})
REFUSED = "refused"  # no encoding has this name, so Django keeps its own

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def only_utf8(application: Application) -> Application:
    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        kind, named = parse_header_parameters(environ.get("CONTENT_TYPE") or "")
        if not is_utf8(named):
            environ["CONTENT_TYPE"] = f"{kind}; charset={REFUSED}"
        return application(environ, start_response)

    return answer


def is_utf8(named: dict[str, str] | None) -> bool:
    return (named or {}).get("charset", "").strip().lower() in UTF8
