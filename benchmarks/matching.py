"""A waiting list of one clinic proposed as one matching: seconds, and against the solver alone.

    .venv/bin/python -m benchmarks.matching --cases 500 --people 300

The bare minimum is the same table of values solved by scipy, with nothing read, opened, compared or
judged. The budget is 10 seconds for 500 cases and 300 people, all of it. Names are those of the
benchmark of conflict checks, so that they share sounds as in life; a tenth of the clients speak
something that few people do.
"""

import argparse
import random
from datetime import timedelta
from typing import Any

from benchmarks.place import become, place
from benchmarks.timing import compare, seconds

TURNS = 5
BUDGET = 10.0
LANGUAGES = ("Spanish", "English", "Tigrinya", "Dari", "Thai", "Mam", "Tagalog", "Punjabi")
MATTERS = ("t_visa", "u_visa", "asylum", "vawa", "work_permit", "protection_order", "vacatur")
KINDS = ("exploiter", "recruiter", "employer", "witness", "family", "co_survivor")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=int, default=500)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--turns", type=int, default=TURNS)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with place() as stack:
        become(stack, "app")
        _measure(asked.cases, asked.people, asked.turns, random.Random(asked.seed))  # noqa: S311


def _measure(cases: int, people: int, turns: int, chance: random.Random) -> None:
    from django.db import transaction

    from clinic.tenancy.current import bind
    from staffing.queries import batch
    from staffing.rules.batch import best_matching
    from tests.builders import make_clinic, make_member

    clinic = make_clinic("waiting-list")
    coordinator = make_member(clinic, "coordinator")
    with bind(clinic), transaction.atomic():
        _people(people, chance)
        _cases(cases, coordinator, chance)
    with bind(clinic):

        def ours() -> Any:
            with transaction.atomic(), bind(clinic):  # no key of the last turn is at hand
                return batch.propose(coordinator)

        first = seconds(ours)
        found = ours()
        with transaction.atomic():
            values = batch.table_of(coordinator).values
        row = f"{cases} cases x {people} people"
        print(f"{row}: {len(found.pairs)} placed, {len(found.left)} left, first {first:.2f} s")
        print(f"{row}: one after another {_greedy(values)} placed")
        took = seconds(ours)
        print(f"{row}: {took:.2f} s of {BUDGET:.0f} s, ratio {took / BUDGET:.2f}")
        compare(f"{row} / solver alone", ours, lambda: best_matching(values), turns=turns)


def _greedy(values: Any) -> int:
    """Give each case to the best person left, in turn; return how many are placed."""
    free = set(range(len(values[0])))
    placed = 0
    for row in values:
        able = [at for at in free if row[at] is not None]
        if able:
            free.remove(max(able, key=lambda at: row[at]))
            placed += 1
    return placed


def _words() -> list[str]:
    from benchmarks.seeding_parties import pairs

    return sorted({word for row in pairs("variants_tuning.csv") for word in row["a"].split()})


def _people(count: int, chance: random.Random) -> None:
    from django.utils import timezone

    from clinic.people.models import Membership, User
    from clinic.tenancy.current import today
    from clinic.vault.keys import create_client_key
    from staffing.models import Licence, Profile

    words = _words()
    for number in range(count):
        user = User.objects.create(
            email=f"person{number}@example.org", name=" ".join(chance.sample(words, 2))
        )
        seat = Membership.objects.create(user=user, roles=["attorney"])
        spoken = chance.choices(LANGUAGES, [40, 40, 4, 4, 4, 2, 4, 2], k=2)
        profile = Profile(
            key=create_client_key(), membership=seat, kind="volunteer",
            firm=f"{chance.choice(words)} {chance.choice(words)} LLP",
            other_names=[" ".join(chance.sample(words, 2))],
            languages=[{"language": word, "level": "good"} for word in spoken],
            matters=chance.sample(MATTERS, 3), avoids=chance.sample(MATTERS, 1),
            capacity=chance.randint(2, 12),
        )  # fmt: skip
        profile.save(force_insert=True)
        licence = Licence(
            key=profile.key, profile=profile, kind="bar", jurisdiction="US-NY", number="1",
            expires_on=today() + timedelta(days=chance.randint(-20, 500)),
            confirmed_at=timezone.now(), confirmed_by=seat,
        )  # fmt: skip
        licence.save(force_insert=True)


def _cases(count: int, coordinator: Any, chance: random.Random) -> None:
    from cases.models import Case
    from clients.actions.rows import new_client
    from clients.models import Party
    from clinic.tenancy.current import today

    words = _words()
    for number in range(count):
        client = new_client(coordinator)
        client.conflict_state = "clear"
        client.language = chance.choices(LANGUAGES, [50, 20, 6, 6, 4, 4, 6, 4])[0]
        client.save()
        for kind in KINDS:
            Party(
                client=client, key=client.key, kind=kind, name=" ".join(chance.sample(words, 2)),
                added_by=coordinator.membership,
            ).save(force_insert=True)  # fmt: skip
        Case(
            client=client, key=client.key, number=f"2026-{number:04}",
            matter=chance.choice(MATTERS), stage="opened",
            opened_on=today() - timedelta(days=chance.randint(0, 120)),
            opened_by=coordinator.membership,
        ).save(force_insert=True)  # fmt: skip


if __name__ == "__main__":
    main()
