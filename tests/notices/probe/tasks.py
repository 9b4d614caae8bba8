"""Kinds that say only what the outbox does with them."""

from clinic.notices.delivery import Hopeless
from clinic.notices.mail import Letter, neutral_letter
from clinic.notices.models import OutboxItem
from clinic.notices.outbox import handles, mails
from clinic.people.models import Membership
from clinic.tenancy.commits import Together

sent: list[object] = []
failed: list[str] = []


def note_sent(item: OutboxItem, writes: Together) -> None:
    sent.append(item.ref_id)


def note_failed(item: OutboxItem) -> None:
    failed.append(item.failure)


@mails("probe.mail", sent=note_sent, failed=note_failed)
def letter(item: OutboxItem) -> Letter | None:
    return neutral_letter(item.recipient) if item.recipient else None


@handles("probe.rename")
def rename(item: OutboxItem) -> None:
    """Change a row and then fail, to see that the change goes with the failure."""
    Membership.objects.filter(pk=item.ref_id).update(roles=["auditor"])
    raise ValueError("after the change")


@handles("probe.hopeless", failed=note_failed)
def hopeless(item: OutboxItem) -> None:
    raise Hopeless("no_such_thing")
