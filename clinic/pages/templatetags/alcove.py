"""What every template may ask: addresses inside the clinic, icons, dates, navigation."""

from datetime import date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.db import connection
from django.template import Context
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString

from clinic.pages import dates, hooks, navigation
from clinic.pages.icons import ICONS, POINTING, SPRITE
from clinic.pages.themes import theme_of
from clinic.tenancy import current

register = template.Library()
MOST_IN_BELL = 99


def _actor(context: Context) -> Any | None:
    """Return who is looking, or None on a page outside every clinic."""
    return getattr(context.get("request"), "actor", None)


def _zone() -> ZoneInfo:
    if current.has_clinic():
        return ZoneInfo(current.current_clinic().time_zone)
    return ZoneInfo(timezone.get_current_timezone_name())


@register.simple_tag(takes_context=True)
def clinic_url(context: Context, name: str, *args: object, **kwargs: object) -> str:
    """Reverse a route below `/<clinic>/`; error pages run after the clinic is unbound."""
    actor = _actor(context)
    if actor is None:
        return current.clinic_url(name, *args, **kwargs)
    if args:
        return reverse(name, args=[actor.clinic.slug, *args])
    return reverse(name, kwargs={"clinic": actor.clinic.slug, **kwargs})


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw an icon of the sprite. Without a label it is decoration, and the text must say it."""
    return _drawn(name, str(label))


@cache
def _drawn(name: str, label: str) -> SafeString:
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"{name!r} is not in clinic.pages.icons.ICONS")
    flip = " icon-flip" if name in POINTING else ""
    spoken = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else SafeString('aria-hidden="true"')
    )
    return format_html(
        '<svg class="icon{}" width="16" height="16" focusable="false" {}><use href="{}#{}"/></svg>',
        flip,
        spoken,
        static(SPRITE),
        name,
    )


@register.filter
def local_date(value: date | datetime | None) -> str:
    """Say a legal date as it is, a moment as the day on the clinic's wall."""
    if not value:
        return ""
    if isinstance(value, datetime):
        value = value.astimezone(_zone()).date()
    return dates.short_date(value)


@register.filter
def local_time(value: datetime | None) -> str:
    """Say a moment as day and time on the clinic's wall."""
    if not value:
        return ""
    return date_format(value.astimezone(_zone()), "j M Y, H:i", use_l10n=False)


@register.inclusion_tag("kit/_due_badge.html")
def due_badge(
    day: date | None, today: date | None = None, *, agency: bool = False
) -> dict[str, object]:
    """Show how far a due date is, ours or an agency's; `today` defaults to the bound clinic's."""
    said = dates.asked if agency else dates.due
    return {"due": None if day is None else said(day, today or current.today())}


@register.inclusion_tag("kit/_nav.html", takes_context=True)
def main_nav(context: Context) -> dict[str, object]:
    actor = _actor(context)
    if actor is None:
        return {"links": []}
    match = context["request"].resolver_match
    here = match.view_name if match else ""
    links = list(navigation.links_for(actor, slug=actor.clinic.slug, here=here))
    more = navigation.behind_more(links)
    return {"links": links, "more": more, "more_current": any(link.current for link in more)}


@register.inclusion_tag("kit/_bell.html", takes_context=True)
def bell(context: Context) -> dict[str, object]:
    """Lead to the inbox. A page that says what went wrong runs after its transaction: no count."""
    actor = _actor(context)
    if actor is None or not actor.has("reminder.own"):
        return {"shown": False}
    asks = current.has_clinic() and connection.in_atomic_block and not connection.needs_rollback
    number = sum(count(actor) for count in hooks.unread_counts) if asks else 0
    match = context["request"].resolver_match
    return {
        "shown": True,
        "url": reverse("filings:inbox", args=[actor.clinic.slug]),
        "count": f"{MOST_IN_BELL}+" if number > MOST_IN_BELL else str(number or ""),
        "current": bool(match and match.view_name == "filings:inbox"),
    }


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """Return light, dark or system."""
    request = context.get("request")
    return theme_of(request) if request else "system"


@register.simple_tag
def idle_seconds() -> int:
    """Return after how many idle seconds the server locks; the page only warns before."""
    return int(settings.ALCOVE_IDLE_SECONDS)


@register.simple_tag(takes_context=True)
def way_back(context: Context) -> str:
    """Return the page of ours that led here, else the first page."""
    request = context["request"]
    came_from: str = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()})
    return came_from if came_from and ours else "/"


@register.simple_tag
def printed_at() -> str:
    return local_time(timezone.now())
