"""Send what waits, and forget what is old."""

from datetime import timedelta

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from clinic.access.actor import Actor
from clinic.notices.delivery import NotYet, finishing, most_attempts
from clinic.notices.models import OutboxItem
from clinic.notices.outbox import handles
from clinic.tenancy.current import bound_to, current_clinic
from clinic.tenancy.models import Clinic
from clinic.webhooks import actions
from clinic.webhooks.rules.messages import LONGEST_REST, WAITS, asked_wait
from clinic.webhooks.tasks.posting import NotSent, post

SERVICE = "webhooks"
# Trying again by itself would end the same way.
FINAL = frozenset({"gone", "private_address"})
# These held a worker up, so the receiver is left in peace before the next message.
SLOW = frozenset({"no_host", "no_connection", "no_tls", "timeout", "broken_answer"})


def _interrupted(item: OutboxItem) -> None:
    """The outbox gave up by itself: every attempt ended without saying how."""
    _give_up(item, "interrupted", None)


@handles(actions.DELIVER, failed=_interrupted, own_transactions=True, waits=WAITS)
def deliver(item: OutboxItem) -> None:
    """Post once, without a transaction, and write down what became of it."""
    with bound_to(item.clinic_pk):
        outgoing = actions.begin_attempt(item.ref_id)
    if outgoing is None:
        return
    status, asked = None, timedelta(0)
    try:
        answer = post(outgoing.target, headers=outgoing.headers, body=outgoing.body)
        status, asked = answer.status, asked_wait(answer.retry_after, timezone.now())
        code = _code_of(status)
    except NotSent as error:
        code = error.code
    if not code:
        assert status is not None
        with finishing(item):
            actions.finish_delivery(item.ref_id, http_status=status)
    elif code in FINAL or item.attempts >= most_attempts(item):
        with finishing(item):
            _give_up(item, code, status)
    else:
        wait = WAITS[item.attempts - 1]
        rest = max(asked, min(wait, LONGEST_REST) if code in SLOW else timedelta(0))
        with bound_to(item.clinic_pk):
            actions.note_failure(item.ref_id, code=code, http_status=status, rest=rest)
        raise NotYet(code, least=asked)


def _code_of(status: int) -> str:
    """Say what is wrong with an answer; nothing when it says that the message was taken."""
    if 200 <= status < 300:
        return ""
    if 300 <= status < 400:
        return "redirected"
    return "gone" if status == 410 else "refused"


def _give_up(item: OutboxItem, code: str, status: int | None) -> None:
    stopped = actions.give_up_delivery(item.ref_id, code=code, http_status=status)
    if stopped is not None:
        endpoint, reason = stopped
        service = Actor.system(current_clinic(), SERVICE)
        actions.stop_endpoint(service, endpoint=endpoint, reason=reason)


@shared_task(name="webhooks.sweep_all")
def sweep_all() -> None:
    with transaction.atomic():
        clinics = list(Clinic.objects.values_list("pk", flat=True))
    for clinic_id in clinics:
        with bound_to(clinic_id):
            actions.forget_old()
