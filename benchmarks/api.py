"""The API's list of cases against the page that shows them: same rows, same seat, one run.

Budget: the list costs at most what the page costs. It makes a database of its own, as tests do.
"""

import argparse

from tests import embedded

embedded.prepare_environment()

import django  # noqa: E402

django.setup()

from django.db import connections, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402

from benchmarks.timing import compare  # noqa: E402
from clinic.access.actor import Actor  # noqa: E402
from clinic.tenancy.current import bind  # noqa: E402
from tests.builders import Caller, browsing_as, make_case, make_clinic, make_member  # noqa: E402
from tests.builders import calling_as as program_of  # noqa: E402

PAGE, LIST = "/harbor/cases/", "cases"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, default=120, help="cases of the clinic")
    scale: int = parser.parse_args().scale
    setup_test_environment()
    connections.settings["default"]["NAME"] = embedded.database_name()
    server = embedded.postgres()
    server.start()
    embedded.make_database(server)
    try:
        coordinator = _clinic(scale)
        _lists(browsing_as(coordinator), program_of(coordinator))
    finally:
        connections.close_all()
        server.drop_database(embedded.database_name())


def _clinic(scale: int) -> Actor:
    clinic = make_clinic()
    coordinator, attorney = make_member(clinic, "coordinator"), make_member(clinic, "attorney")
    for _number in range(scale):
        with bind(clinic), transaction.atomic():
            make_case(coordinator, attorney)
    return coordinator


def _lists(browser: Client, program: Caller) -> None:
    for name, ask in (("list", lambda: program.read(LIST)), ("page", lambda: browser.get(PAGE))):
        with CaptureQueriesContext(connections["default"]) as asked:
            ask()
        print(f"{name}: {len(asked)} statements")
    assert len(program.read(LIST)["items"]) == 50
    compare("a list of 50 cases / the page of them", lambda: program.read(LIST),
            lambda: browser.get(PAGE))  # fmt: skip


if __name__ == "__main__":
    main()
