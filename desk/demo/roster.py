"""Made-up interpreters of each clinic, and what they are asked for: each is called one."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from cases.models import Case
from clients.models import Client
from clinic.access.actor import Actor
from clinic.tenancy.current import current_clinic, today
from clinic.tenancy.models import new_id
from desk.demo.cast import in_role
from desk.demo.offices import Office, address, at_work
from interpreters.actions import (
    add_exclusion,
    add_interpreter,
    answer_offer,
    ask_booking,
    offer_booking,
    record_undertaking,
    record_wishes,
)
from interpreters.models import Booking, Interpreter
from interpreters.queries import candidates, need_of, need_of_booking


@dataclass(frozen=True)
class Made:
    key: str
    name: str
    languages: tuple[tuple[str, str, str], ...]
    gender: str
    # Days from today on which the undertaking ends; None: there is none.
    holds: int | None
    communities: tuple[str, ...] = ()
    other_names: tuple[str, ...] = ()


ROSTER = (
    Made("dolmetsch", "Doris Dolmetsch", (("German", "", "best"), ("Polish", "", "good")),
         "woman", 300),
    Made("interprete", "Ines Intérprete", (("Spanish", "Andes", "best"),), "woman", 200,
         ("Peru",)),
    Made("tarjama", "طارق ترجمان", (("Arabic", "Levant", "best"), ("Persian", "", "some")), "man",
         20, ("Syria",), ("Tariq Tarjuman",)),
    Made("astergwami", "ሰላም አስተርጓሚ", (("Amharic", "", "best"), ("Tigrinya", "Asmara", "good")), "",
         400, ("Ethiopia",), ("Selam Astergwami",)),
    Made("perevod", "Вера Переводова", (("Russian", "", "best"), ("Ukrainian", "", "good")),
         "woman", -3),
    Made("huyen", "Phiên Dịch Giả", (("Vietnamese", "", "best"),), "man", None),
)  # fmt: skip
MEETINGS = 3


def seed_roster(offices: dict[str, Office]) -> None:
    """Give each clinic a roster once, and a few meetings in languages that stand on it."""
    for office in offices.values():
        with at_work(office) as actor:
            if Interpreter.objects.exists():
                continue
            coordinator = actor(in_role(office.slug, "coordinator"))
            people = {made.key: _add(coordinator, office, made) for made in ROSTER}
            add_exclusion(
                coordinator, form_token=new_id(), interpreter=people["interprete"],
                kind="community", asked_by="interpreter", words="Peru",
                reason="A small community. (Made up.)",
            )  # fmt: skip
            _book(coordinator)


def _add(coordinator: Actor, office: Office, made: Made) -> Interpreter:
    parts = ("language", "dialect", "level")
    details = {
        "name": made.name,
        "other_names": list(made.other_names),
        "languages": [dict(zip(parts, row, strict=True)) for row in made.languages],
        "gender": made.gender,
        "communities": list(made.communities),
        "email": address(f"{made.key}.{office.slug}"),
    }
    row = add_interpreter(coordinator, form_token=new_id(), details=details)
    if made.holds is not None:
        end = today() + timedelta(days=made.holds)
        row = record_undertaking(
            coordinator, interpreter=row, how="said", signed_on=end - timedelta(days=500),
            expires_on=end,
        )  # fmt: skip
    return row


def _book(coordinator: Actor) -> None:
    """Ask for clients whose language somebody speaks: one confirmed, one asked, one open."""
    met = 0
    for case in Case.objects.filter(closed_on=None).order_by("number"):
        client = Client.objects.select_related("key").get(pk=case.client_id)
        need = need_of(client)
        fitting = [one for one in candidates(coordinator, client, need) if one.may and one.fit]
        if not need.language or not fitting:
            continue
        booking = ask_booking(
            coordinator, client=client, form_token=new_id(), minutes=60, channel="in_person",
            starts_at=_at_eleven(days=3 + met),
            language=need.language, place="Room 2, second floor. (Made up.)",
        )  # fmt: skip
        if met == 0:
            record_wishes(coordinator, client=client, note="Speaks slowly. (Made up.)")
        if met < MEETINGS - 1:
            _offer(coordinator, client, booking, confirmed=met == 0)
        met += 1
        if met == MEETINGS:
            return


def _at_eleven(days: int) -> datetime:
    zone = ZoneInfo(current_clinic().time_zone)
    return datetime.combine(today() + timedelta(days=days), time(11), tzinfo=zone)


def _offer(coordinator: Actor, client: Client, booking: Booking, *, confirmed: bool) -> None:
    found = candidates(coordinator, client, need_of_booking(booking))
    offer = offer_booking(
        coordinator, booking=booking, interpreter=found[0].interpreter, consented=True,
        consent_how="said", consent_on=today(),
        looked="Looked at it. (Made up.)" if found[0].against else "",
        version=booking.version,
    )  # fmt: skip
    if confirmed:
        link = Actor.system(coordinator.clinic, "interpreter_link")
        answer_offer(link, offer=offer, confirmed=True)
