"""Asking for a packet: by whom, how often, and what of it stays in the audit."""

from uuid import uuid4

import pytest

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import Blocked, NotVisible, Refused
from clinic.audit.models import REFUSED, AuditEntry
from clinic.notices.models import OutboxItem
from clinic.tenancy.current import bind
from packets.actions import request_packet, retry_packet
from packets.models import Packet
from packets.policy import visible_packets
from packets.queries import packet_of
from tests.builders import make_clinic, make_member


def test_asking_leaves_one_item_for_the_workers(attorney: Actor, case: Case) -> None:
    packet = request_packet(attorney, case=case)
    assert OutboxItem.objects.get(kind="packets.render").ref_id == packet.pk
    assert packet.status == Packet.QUEUED


def test_asking_is_audited_with_codes_only(attorney: Actor, case: Case) -> None:
    packet = request_packet(attorney, case=case, reveals=True, reason="filing")
    entry = AuditEntry.objects.get(verb="packet.requested")
    assert entry.target_id == packet.pk
    assert entry.detail == {"reveals": True, "reason": "filing"}
    assert AuditEntry.objects.filter(verb="identity.revealed").count() == 1


def test_a_double_click_asks_once(attorney: Actor, case: Case) -> None:
    request_packet(attorney, case=case)
    with pytest.raises(Blocked) as refusal:
        request_packet(attorney, case=case)
    assert refusal.value.code == "sent_twice"
    assert Packet.objects.count() == OutboxItem.objects.filter(kind="packets.render").count() == 1


def test_the_same_form_sent_twice_asks_once(attorney: Actor, case: Case) -> None:
    once = uuid4()
    packet = request_packet(attorney, case=case, packet_id=once)
    Packet.objects.filter(pk=packet.pk).update(requested_at="2026-01-01T00:00Z")
    with pytest.raises(Blocked):
        request_packet(attorney, case=case, packet_id=once)
    assert Packet.objects.count() == 1


def test_names_need_a_reason(attorney: Actor, case: Case) -> None:
    with pytest.raises(Blocked, match="Choose why"):
        request_packet(attorney, case=case, reveals=True)
    assert not Packet.objects.exists()
    assert AuditEntry.objects.get(outcome=REFUSED).detail == {"why": "no_reason"}


def test_who_does_not_reach_the_case_is_refused(stranger: Actor, case: Case) -> None:
    with pytest.raises(Refused):
        request_packet(stranger, case=case)
    assert not Packet.objects.exists()


@pytest.mark.parametrize("role", ["administrator", "auditor"])
def test_administrator_and_auditor_get_no_packet(case: Case, role: str) -> None:
    with pytest.raises(Refused):
        request_packet(make_member(case.clinic, role), case=case)


def test_a_packet_is_its_readers_alone(
    attorney: Actor, advocate: Actor, coordinator: Actor, case: Case
) -> None:
    packet = request_packet(attorney, case=case)
    assert packet_of(attorney, packet.pk) == packet
    for other in (advocate, coordinator):
        with pytest.raises(NotVisible):
            packet_of(other, packet.pk)


def test_another_clinic_finds_nothing(attorney: Actor, case: Case) -> None:
    packet = request_packet(attorney, case=case)
    lantern = make_clinic("lantern")
    outsider = make_member(lantern, "supervisor")
    with bind(lantern), pytest.raises(NotVisible):
        packet_of(outsider, packet.pk)


def test_who_lost_the_case_lost_the_packet(attorney: Actor, case: Case) -> None:
    from cases.models import CaseUserPerm

    packet = request_packet(attorney, case=case)
    CaseUserPerm.objects.filter(user_id=attorney.user_id).delete()
    assert packet not in visible_packets(attorney)


def test_only_a_failed_packet_is_tried_again(attorney: Actor, case: Case) -> None:
    packet = request_packet(attorney, case=case)
    with pytest.raises(Blocked, match="Only a failed packet"):
        retry_packet(attorney, packet=packet)
