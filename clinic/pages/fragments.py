"""One view, two answers: the whole page, or only the fragment that htmx asked for."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def render_page(
    request: HttpRequest,
    page: str,
    context: Mapping[str, Any],
    *,
    fragment: str = "",
    status: int = 200,
) -> HttpResponse:
    """Render `cases/list.html`, or for htmx the fragment `cases/_list.html` that it includes.

    `fragment` names another one. A boosted link and a restored history entry want the page.
    """
    template = (fragment or _fragment_of(page)) if wants_fragment(request) else page
    response = render(request, template, dict(context), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def wants_fragment(request: HttpRequest) -> bool:
    htmx = getattr(request, "htmx", None)
    return bool(htmx and not htmx.boosted and not htmx.history_restore_request)


def _fragment_of(page: str) -> str:
    folder, _, name = page.rpartition("/")
    return f"{folder}/_{name}" if folder else f"_{name}"
