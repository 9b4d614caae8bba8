"""What stands beside a case, walked once by the main job's people; then each page in every look."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser import exhibiting, flows, keeping, roads
from tests.browser.job import SLUG, Job
from tests.browser.main_job import MainJob
from tests.browser.person import Person
from tests.browser.test_looks import LOOKS, faults, in_language
from tests.browser.watch import Watch, picture

pytestmark = pytest.mark.xdist_group("stack")
STEPS: tuple[Callable[[Job], None], ...] = (
    *flows.STEPS, *roads.STEPS, *exhibiting.STEPS, *keeping.STEPS,
)  # fmt: skip
ROLES = ("coordinator", "supervisor", "attorney", "advocate", "administrator")


class Walk:
    """The steps done once in one visit each; how each ended, as with the main job."""

    def __init__(self, main_job: MainJob, browser: Browser) -> None:
        assert main_job.whole, f"The main job failed: {main_job.broken}"
        before = main_job.job
        self.browser, self.sessions = browser, main_job.sessions
        self.watch = Watch(main_job.stack.base_url)
        self.job = Job(
            before.stack, browser, self.watch, planted=before.planted, said=dict(before.said)
        )
        self.outcomes: dict[str, BaseException | None] = {}
        for role in ROLES:
            person = self.bring(role)
            person.email, person.app = before.cast[role].email, before.cast[role].app
            person.page.goto(f"/{SLUG}/")
            self.job.cast[role] = person

    def bring(self, role: str, **options: Any) -> Person:
        if role in self.sessions:
            options["storage_state"] = self.sessions[role]
        return Person(self.browser, self.watch, role, **options)

    def do(self) -> None:
        for step in STEPS:
            try:
                step(self.job)
                self.outcomes[step.__name__] = None
            except Exception as error:
                self.outcomes[step.__name__] = error
                self.job.take_pictures(step.__name__)

    def close(self) -> None:
        for person in self.job.cast.values():
            person.close()


@pytest.fixture(scope="module")
def walk(main_job: MainJob, browser: Browser) -> Iterator[Walk]:
    done = Walk(main_job, browser)
    done.do()
    yield done
    done.close()


@pytest.mark.parametrize("step", [step.__name__ for step in STEPS])
def test_flow(walk: Walk, step: str) -> None:
    if error := walk.outcomes[step]:
        raise error


def pages(job: Job) -> list[tuple[str, str, str]]:
    """Return (role, name, address)."""
    client, said = job.said["client"], job.said
    return [
        ("coordinator", "screenings", f"{client}screenings/"),
        ("coordinator", "screening", said["screening"]),
        ("coordinator", "screening section", f"{said['screening']}ask/act/"),
        ("coordinator", "details", f"{client}details/"),
        ("coordinator", "links", f"{client}links/"),
        ("coordinator", "safety", f"{client}safety/"),
        ("coordinator", "reach", f"{client}reach/"),
        ("coordinator", "duplicates", f"{client}duplicates/"),
        ("coordinator", "merge", said["merge"]),
        ("coordinator", "firms", f"{client}firms/"),
        ("coordinator", "keeping of a client", f"{client}keeping/"),
        ("coordinator", "own copy", f"{client}copy/"),
        ("coordinator", "letter", said["letter"]),
        ("coordinator", "waiver", said["waiver"]),
        ("attorney", "end a waiver", f"{said['waiver']}end/"),
        ("coordinator", "rows of a list", f"{said['list']}rows/?state=bad"),
        ("supervisor", "keeping", f"/{SLUG}/keeping/"),
        ("supervisor", "erase", f"{client}shred/"),
        ("administrator", "lists", f"/{SLUG}/office/imports/"),
        ("administrator", "upload a list", f"/{SLUG}/office/imports/new/"),
        ("administrator", "list", said["list"]),
        ("administrator", "columns", said["columns"]),
        ("administrator", "remove a list", f"{said['list']}close/"),
        ("administrator", "copies", f"/{SLUG}/office/exports/"),
        ("administrator", "copy", said["export"]),
        ("firm", "names", said["firm link"]),
    ]


def test_each_page_holds_dark_from_right_to_left_on_a_phone(walk: Walk) -> None:
    options = dict(LOOKS["dark right-to-left phone"])
    language = options.pop("language")
    people: dict[str, Person] = {}
    wrong: list[str] = []
    for role, name, address in pages(walk.job):
        if role not in people:
            people[role] = in_language(walk.bring(role, **options), language)
        page = people[role].page
        page.goto(address)
        picture(page, f"dark right-to-left phone {role} {name}")
        wrong += [f"{role} {name}: {what}" for what in faults(page, language)]
    for person in people.values():
        person.close()
    assert wrong == []
    assert walk.watch.faults == []


def test_no_title_tells_who_the_client_is(walk: Walk) -> None:
    titles = " ".join(walk.watch.titles)
    told = [*walk.job.planted.needles().values(), walk.job.planted.name_to_use]
    assert not [word for word in told if word in titles]
