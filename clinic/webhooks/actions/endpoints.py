"""Add, edit, pause, resume and end an endpoint; give it a new secret; switch it off."""

from collections.abc import Sequence
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.tenancy.models import new_id
from clinic.tenancy.turns import take_turn
from clinic.webhooks.actions.deliveries import somebody_listens
from clinic.webhooks.models import WebhookEndpoint
from clinic.webhooks.queries import old_secrets, private_hosts
from clinic.webhooks.rules import messages
from clinic.webhooks.rules.addresses import BadUrl, target_of
from clinic.webhooks.rules.events import NAMES, TABLE

SENT_TWICE = "sent_twice"
# Each act asks for all of them.
MOST_ENDPOINTS = 20


@action("webhook.added")
def add_endpoint(
    actor: Actor, *, name: str, url: str, events: Sequence[str], endpoint_id: UUID | None = None
) -> WebhookEndpoint:
    """Make an endpoint that is on from now. Show its `secret` once; it is not shown again.

    :param endpoint_id: the id the form was given, so that sending it twice makes one
    """
    require(actor, "webhook.manage")
    take_turn()
    if endpoint_id and WebhookEndpoint.objects.filter(pk=endpoint_id).exists():
        raise Blocked(_("This webhook was added already."), code=SENT_TWICE)
    if WebhookEndpoint.objects.filter(ended_at=None).count() >= MOST_ENDPOINTS:
        raise Blocked(_("A clinic can have 20 webhooks. End one first."), code="too_many")
    assert actor.membership is not None
    endpoint = WebhookEndpoint(
        pk=endpoint_id or new_id(),
        name=name,
        url=_checked(url),
        events=_known(events),
        secret=messages.new_secret(),
        created_by=actor.membership,
    )
    endpoint.save(force_insert=True)
    somebody_listens()
    record(actor, "webhook.added", endpoint, detail={"count": len(endpoint.events)})
    return endpoint


@action("webhook.edited")
def edit_endpoint(
    actor: Actor,
    *,
    endpoint: WebhookEndpoint,
    name: str,
    url: str,
    events: Sequence[str],
    version: int,
) -> WebhookEndpoint:
    require(actor, "webhook.manage", endpoint)
    endpoint = _locked(endpoint, version)
    values = {"name": name, "url": _checked(url), "events": _known(events)}
    changed = [field for field, value in values.items() if getattr(endpoint, field) != value]
    for field in changed:
        setattr(endpoint, field, values[field])
    _save(endpoint, *changed)
    record(actor, "webhook.edited", endpoint, changes=changed)
    return endpoint


@action("webhook.secret_rotated")
def rotate_secret(actor: Actor, *, endpoint: WebhookEndpoint, version: int) -> WebhookEndpoint:
    """Make a new secret; for 24 hours messages carry a signature by the old one as well."""
    require(actor, "webhook.manage", endpoint)
    endpoint = _locked(endpoint, version)
    now = timezone.now()
    still = old_secrets(endpoint, now)
    if len(still) >= messages.MOST_OLD_SECRETS:
        raise Blocked(
            _("There were several new secrets within a day. Wait until the oldest has ended."),
            code="rotated_often",
            target=endpoint,
        )
    until = (now + messages.OVERLAP).isoformat()
    endpoint.old_secrets = [[endpoint.secret, until], *map(list, still)]
    endpoint.secret = messages.new_secret()
    _save(endpoint, "old_secrets", "secret")
    record(actor, "webhook.secret_rotated", endpoint)
    return endpoint


@action("webhook.paused")
def pause_endpoint(actor: Actor, *, endpoint: WebhookEndpoint, version: int) -> WebhookEndpoint:
    """Tell it nothing any more; what waits is dropped and what happens meanwhile is not kept."""
    require(actor, "webhook.manage", endpoint)
    endpoint = _locked(endpoint, version)
    endpoint.is_active = False
    _save(endpoint, "is_active")
    record(actor, "webhook.paused", endpoint)
    return endpoint


@action("webhook.resumed")
def resume_endpoint(actor: Actor, *, endpoint: WebhookEndpoint, version: int) -> WebhookEndpoint:
    require(actor, "webhook.manage", endpoint)
    endpoint = _locked(endpoint, version)
    endpoint.is_active, endpoint.stopped_for, endpoint.stopped_at = True, "", None
    endpoint.failing_since = endpoint.resting_until = None
    _save(endpoint, "is_active", "stopped_for", "stopped_at", "failing_since", "resting_until")
    somebody_listens()
    record(actor, "webhook.resumed", endpoint)
    return endpoint


@action("webhook.ended")
def end_endpoint(actor: Actor, *, endpoint: WebhookEndpoint, version: int) -> WebhookEndpoint:
    """End it for good: address and secrets go now, the log with its last entry after 30 days."""
    require(actor, "webhook.manage", endpoint)
    endpoint = _locked(endpoint, version)
    endpoint.is_active, endpoint.ended_at = False, timezone.now()
    endpoint.url = endpoint.secret = endpoint.old_secrets = None
    _save(endpoint, "is_active", "ended_at", "url", "secret", "old_secrets")
    record(actor, "webhook.ended", endpoint)
    return endpoint


@action("webhook.stopped")
def stop_endpoint(actor: Actor, *, endpoint: WebhookEndpoint, reason: str) -> WebhookEndpoint:
    """Switch off what does not answer.

    :param reason: a code of `rules.messages.STOPPED_FOR`
    """
    require(actor, "webhook.stop", endpoint)
    endpoint = _locked(endpoint)
    endpoint.is_active, endpoint.stopped_for = False, reason
    endpoint.stopped_at = timezone.now()
    _save(endpoint, "is_active", "stopped_for", "stopped_at")
    record(actor, "webhook.stopped", endpoint, detail={"reason": reason})
    return endpoint


def _locked(endpoint: WebhookEndpoint, version: int | None = None) -> WebhookEndpoint:
    # Acts that point a new message at this row need not wait for us.
    found = WebhookEndpoint.objects.select_for_update(no_key=True).get(pk=endpoint.pk)
    if found.ended_at or (version is not None and version != found.version):
        raise Blocked(
            _("Somebody changed this webhook meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=found,
        )
    return found


def _save(endpoint: WebhookEndpoint, *fields: str) -> None:
    endpoint.version += 1
    endpoint.save(update_fields=[*fields, "version"])


def _checked(url: str) -> str:
    """Forms have checked this already; an action does not trust that."""
    try:
        target_of(url, private_hosts())
    except BadUrl as error:
        raise Blocked(error.message, code="bad_url") from error
    return url


def _known(events: Sequence[str]) -> list[str]:
    if not events or not set(events) <= NAMES:
        raise Blocked(_("Choose at least one event of the list."), code="no_such_event")
    ordered = [event.name for group in TABLE.values() for event in group.values()]
    return [name for name in ordered if name in events]
