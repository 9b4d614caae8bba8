"""Rendering: once, as the reader of that moment, and plain words when it does not work."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cases.models import Case, CaseUserPerm
from clinic.access.actor import Actor, member_actor
from clinic.audit.models import AuditEntry
from clinic.files.models import StoredFile
from clinic.notices.delivery import claim, deliver
from clinic.notices.models import OutboxItem
from clinic.pages.document import RenderFailed, pdf_of
from clinic.people.models import Membership
from packets import tasks
from packets.actions import request_packet, retry_packet
from packets.models import Packet
from packets.policy import visible_packets
from packets.queries import state_of
from tests.builders import seat_of
from tests.packets.conftest import PRIVILEGED, read, work_off

Made = Callable[..., Packet]


def test_a_rendered_packet_is_stored_encrypted_and_audited(
    made: Made, attorney: Actor, case: Case
) -> None:
    packet = made(attorney, case)
    assert packet.status == Packet.READY
    assert packet.file is not None
    assert packet.file.key_id == case.key_id
    entry = AuditEntry.objects.get(verb="packet.rendered")
    assert entry.actor_kind == "renderer"
    assert entry.detail == {"pages": packet.pages}


def test_an_item_delivered_twice_stores_one_file(attorney: Actor, case: Case) -> None:
    request_packet(attorney, case=case)
    item = OutboxItem.objects.get(kind="packets.render")
    for _ in range(2):
        deliver(item.clinic_pk, item.pk)
        OutboxItem.objects.filter(pk=item.pk).update(done_at=None)
    assert StoredFile.objects.count() == 1


def test_a_worker_that_was_overtaken_stores_nothing(
    attorney: Actor, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lease runs out while the pages are set; the second worker finishes first."""
    packet = request_packet(attorney, case=case)
    item = OutboxItem.objects.get(kind="packets.render")
    setting = tasks._pdf

    def overtaken(*args: Any) -> bytes:
        monkeypatch.setattr(tasks, "_pdf", setting)
        OutboxItem.objects.filter(pk=item.pk).update(leased_until=timezone.now())
        deliver(item.clinic_pk, item.pk)
        return setting(*args)

    monkeypatch.setattr(tasks, "_pdf", overtaken)
    deliver(item.clinic_pk, item.pk)
    assert StoredFile.objects.count() == 1
    assert AuditEntry.objects.filter(verb="packet.rendered").count() == 1
    packet.refresh_from_db()
    assert (packet.status, packet.attempts) == (Packet.READY, 2)


def test_a_reader_who_lost_the_case_meanwhile_gets_nothing(attorney: Actor, case: Case) -> None:
    packet = request_packet(attorney, case=case)
    CaseUserPerm.objects.filter(user_id=attorney.user_id).delete()
    work_off()
    packet.refresh_from_db()
    assert (packet.status, packet.failure) == (Packet.FAILED, "not_visible")
    assert not StoredFile.objects.exists()


def test_roles_count_at_the_moment_of_rendering(attorney: Actor, case: Case) -> None:
    packet = request_packet(attorney, case=case)
    Membership.objects.filter(pk=seat_of(attorney).pk).update(roles=["advocate"])
    work_off()
    packet = Packet.objects.select_related("file__key").get(pk=packet.pk)
    assert PRIVILEGED not in read(packet)


def test_who_lost_a_role_loses_the_packet_it_opened(
    made: Made, attorney: Actor, case: Case
) -> None:
    packet = made(attorney, case)
    Membership.objects.filter(pk=seat_of(attorney).pk).update(roles=["advocate"])
    assert attorney.membership_id is not None
    assert packet not in visible_packets(member_actor(attorney.membership_id))


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:9/x.png", "file:///etc/passwd", "data:image/png;base64,AA==", "//h/x.png"],
)
def test_a_document_that_asks_for_anything_is_not_made(address: str) -> None:
    with pytest.raises(RenderFailed) as failure:
        pdf_of(f'<html lang="en"><title>t</title><img alt="" src="{address}">', "")
    assert failure.value.code == "fetch_refused"


def test_a_style_that_asks_for_anything_is_not_made() -> None:
    with pytest.raises(RenderFailed):
        pdf_of('<html lang="en"><title>t</title><p>x', "p { background: url(http://127.0.0.1:9/) }")


def test_a_failed_packet_says_so_and_can_be_tried_again(
    attorney: Actor, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    packet = request_packet(attorney, case=case)

    def breaks(*args: Any) -> bytes:
        raise RenderFailed("fetch_refused")

    with monkeypatch.context() as patch:
        patch.setattr(tasks, "pdf_of", breaks)
        work_off()
    packet.refresh_from_db()
    assert state_of(packet).code == "failed"
    assert "asked for something outside" in state_of(packet).text
    retry_packet(attorney, packet=packet)
    work_off()
    packet.refresh_from_db()
    assert packet.status == Packet.READY
    verbs = AuditEntry.objects.filter(target_id=packet.pk).values_list("verb", flat=True)
    assert set(verbs) == {
        "packet.requested", "packet.failed", "packet.retried", "packet.rendered",
    }  # fmt: skip


def test_the_page_says_that_work_was_interrupted(attorney: Actor, case: Case) -> None:
    packet = request_packet(attorney, case=case)
    item = OutboxItem.objects.get(kind="packets.render")
    assert claim(item.clinic_pk, item.pk) is not None
    Packet.objects.filter(pk=packet.pk).update(status=Packet.RENDERING, attempts=2)
    packet.refresh_from_db()
    from clinic.notices.queries import mark_turn

    mark_turn()
    assert "interrupted and has begun again" in state_of(packet).text


def test_the_page_says_when_nobody_is_there_to_make_it(attorney: Actor, case: Case) -> None:
    packet = request_packet(attorney, case=case)
    assert "does not answer" in state_of(packet).text


def test_an_expired_packet_loses_its_file(
    made: Made, attorney: Actor, case: Case, django_capture_on_commit_callbacks: Any
) -> None:
    packet = made(attorney, case)
    Packet.objects.filter(pk=packet.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert tasks.expire_clinic(case.clinic_pk) == 1
    packet.refresh_from_db()
    assert (packet.status, packet.file_id) == (Packet.EXPIRED, None)
    assert not StoredFile.objects.exists()
