"""Light, dark, or as the device says. Kept in a cookie so that the first paint is right."""

from django.http import HttpRequest, HttpResponse

COOKIE = "alcove-theme"
THEMES = ("system", "light", "dark")
ONE_YEAR = 365 * 24 * 3600


def theme_of(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(COOKIE, "")
    return chosen if chosen in THEMES else "system"


def keep_theme(response: HttpResponse, theme: str, *, secure: bool) -> None:
    # Readable by our script, which changes it without loading the page again.
    response.set_cookie(COOKIE, theme, max_age=ONE_YEAR, samesite="Lax", secure=secure)
