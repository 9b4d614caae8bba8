"""After the main job no word that tells who she is lies anywhere in clear; every canary does."""

from collections.abc import Iterator

import pytest

from tests.browser.main_job import MainJob
from tests.browser.planted import latin
from tests.everywhere.search.looking import Search
from tests.everywhere.search.places import HOWS, Places

pytestmark = pytest.mark.xdist_group("stack")
# The data folder is sown by the table of the dump, what the broker wrote by its keys.
SOWN_BY = {"data folder": "dump", "what the broker wrote": "broker and cache"}
NAMES = (
    "dump", "data folder", "broker and cache", "what the broker wrote", "server logs", "addresses",
    "shared temporary folder", "logs", "mailbox", "files", "temporary files",
)  # fmt: skip


@pytest.fixture(scope="module")
def places(main_job: MainJob) -> Iterator[Places]:
    assert main_job.whole, f"The main job failed: {main_job.broken}"
    found = Places(main_job.stack, main_job.lay_in_tmp)
    with found.cleaning():
        yield found


@pytest.fixture(scope="module")
def planted(
    main_job: MainJob, places: Places, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, set[str]]:
    """Say what of the client lies in each place; searched before any canary is sown."""
    search = Search(main_job.job.planted.needles().values(), tmp_path_factory.mktemp("planted"))
    return {name: place.look(search) for name, place in places.all().items()}


@pytest.fixture(scope="module")
def canaries(
    planted: dict[str, set[str]], places: Places, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, tuple[dict[str, str], set[str]]]:
    """Sow a word of its own for each place and spelling; give what was sown and what was found."""
    spots = places.all()
    sown = {name: {how: latin(7) for how in HOWS} for name in spots}
    words = [word for each in sown.values() for word in each.values()]
    search = Search(words, tmp_path_factory.mktemp("canaries"))
    for name, place in spots.items():
        place.sow(sown[name])
    return {
        name: (sown[SOWN_BY.get(name, name)], place.look(search)) for name, place in spots.items()
    }


def test_every_place_is_named(places: Places) -> None:
    assert set(places.all()) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_planted_lies_in_clear(
    main_job: MainJob, planted: dict[str, set[str]], name: str
) -> None:
    what = {word: said for said, word in main_job.job.planted.needles().items()}
    assert sorted(what[word] for word in planted[name]) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_same_search_finds_every_canary(
    canaries: dict[str, tuple[dict[str, str], set[str]]], name: str
) -> None:
    sown, found = canaries[name]
    assert sorted(how for how, word in sown.items() if word not in found) == []


def test_enough_was_planted_in_several_scripts(main_job: MainJob) -> None:
    words = main_job.job.planted.needles()
    assert len(words) > 30
    for script in ("arabic", "cyrillic", "chinese", "legal_name"):
        assert any(name.startswith(script) for name in words), script
