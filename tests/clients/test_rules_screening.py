"""The question sets hold together, are never edited once asked, and point where the law points."""

from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from clients.rules import screening
from clients.rules.intake import NEVER_FIRST
from clients.rules.screening.asking import (
    Moment,
    is_first_contact,
    is_imminent,
    next_section,
    open_prompts,
    open_sections,
)
from clients.rules.screening.relief import Fit, possible_reliefs
from clients.rules.screening.sets import SetError, all_sets, newest_set, read_set, set_of
from clients.rules.screening.shape import QuestionSet

US, UK = set_of("us", 1), set_of("uk", 1)
FOLDER = Path(screening.__file__).parent
DAY = date(2026, 11, 20)
ACT, FORCE, NO_FORCE = {"act_found": "yes"}, {"means_force": "yes"}, {
    prompt.code: "no" for prompt in (US.section("means") or US.sections[0]).prompts
}  # fmt: skip
# A set that somebody answered is read for ever: what changes is a new file with the next number.
AS_ASKED = {"us-1.toml": "e593651cb616bda3", "uk-1.toml": "13c261cb94e621d3"}


def reliefs(asked: QuestionSet, *said: dict[str, str]) -> dict[str, Fit]:
    answers = {code: each for part in said for code, each in part.items()}
    return {each.relief.code: each.fit for each in possible_reliefs(asked, answers)}


def test_a_version_that_was_asked_is_never_edited() -> None:
    files = {path.name: path for path in FOLDER.glob("*-*.toml") if "." not in path.stem}
    found = {name: sha256(path.read_bytes()).hexdigest()[:16] for name, path in files.items()}
    assert found == AS_ASKED


def test_each_jurisdiction_has_its_newest_set() -> None:
    assert newest_set("us") is US
    assert newest_set("uk") is UK
    assert newest_set("fr") is None


@pytest.mark.parametrize("asked", all_sets().values(), ids=lambda each: each.code)
def test_a_set_names_its_source_and_asks_first_only_what_may_be(asked: QuestionSet) -> None:
    assert asked.source
    assert asked.verify_with_counsel
    first = Moment(first_contact=True)
    put = [p for section in open_sections(asked, first) for p in open_prompts(section, first)]
    assert put
    assert not [prompt.code for prompt in put if prompt.topic]
    later = Moment(first_contact=False)
    every = [p for section in open_sections(asked, later) for p in open_prompts(section, later)]
    assert {prompt.topic for prompt in every if prompt.topic} <= set(NEVER_FIRST)
    assert len(every) > len(put)


@pytest.mark.parametrize(
    ("old", "new"),
    [('yes = ["act"]', 'yes = ["acts"]'), ('topic = "offence_history"', 'topic = "weather"'),
     ('code = "act_moved"', 'code = "act_found"'), ('any = [["arrest"]]', 'any = [["arrests"]]')],
)  # fmt: skip
def test_a_set_that_does_not_hold_together_is_refused(old: str, new: str) -> None:
    text = (FOLDER / "us-1.toml").read_text(encoding="utf-8")
    assert old in text
    with pytest.raises(SetError):
        read_set(text.replace(old, new))


def test_a_wording_that_lacks_a_question_is_refused() -> None:
    text = (FOLDER / "us-1.toml").read_text(encoding="utf-8")
    spanish = (FOLDER / "us-1.es.toml").read_text(encoding="utf-8")
    with pytest.raises(SetError, match="not whole"):
        read_set(text, [spanish.replace("[questions.act_found]", "[questions.act_lost]")])


def test_the_first_contact_lasts_the_day_on_which_rights_were_told() -> None:
    assert is_first_contact(None, DAY)
    assert is_first_contact(DAY, DAY)
    assert not is_first_contact(DAY, DAY + timedelta(days=1))
    assert is_imminent(DAY + timedelta(days=30), DAY, days=30)
    assert not is_imminent(DAY + timedelta(days=31), DAY, days=30)
    assert not is_imminent(None, DAY, days=30)


def test_a_later_meeting_opens_only_what_was_not_asked() -> None:
    done = {prompt.code for section in US.sections[:-1] for prompt in section.prompts}
    assert next_section(US, Moment(first_contact=True), done) is None
    opened = next_section(US, Moment(first_contact=False), done)
    assert opened is not None
    assert opened.code == "later"


def test_labour_needs_means_and_a_childs_sexual_exploitation_does_not() -> None:
    labour, sex = {"purpose_work": "yes"}, {"purpose_sex": "yes"}
    child, alien = {"age_child": "yes"}, {"later_citizen": "no"}
    rest = {"purpose_sex": "no"}
    assert reliefs(US, ACT, FORCE, labour, alien)["t_status"] is Fit.SAID
    assert reliefs(US, ACT, FORCE, labour)["t_status"] is Fit.OPEN
    assert "t_status" not in reliefs(US, ACT, NO_FORCE, labour, rest, child, alien)
    assert reliefs(US, ACT, NO_FORCE, sex, child, alien)["t_status"] is Fit.SAID
    assert "t_status" not in reliefs(US, ACT, NO_FORCE, sex, {"age_child": "no"}, alien)
    assert "t_status" not in reliefs(US, ACT, FORCE, labour, {"later_citizen": "yes"})


def test_each_other_kind_of_help_follows_from_what_it_needs() -> None:
    alien = {"later_citizen": "no"}
    hurt = reliefs(US, {"more_crime": "yes", "more_nexus": "yes"}, alien)
    assert hurt["u_status"] is Fit.SAID
    assert "asylum" in reliefs(US, {"more_fear": "yes"}, alien)
    assert "sij" in reliefs(US, {"more_parent": "yes", "more_under21": "yes"}, alien)
    assert "sij" not in reliefs(US, {"more_parent": "yes", "more_under21": "no"}, alien)
    assert reliefs(US, {"later_arrest": "yes"}) == {"vacatur": Fit.SAID}
    assert reliefs(US, {"more_unpaid": "yes"})["civil"] is Fit.SAID


def test_silence_and_circumstances_alone_point_nowhere() -> None:
    silent = {p.code: "skip" for section in US.sections for p in section.prompts}
    assert reliefs(US) == reliefs(US, silent) == {}
    where = {"more_nexus": "yes", "more_under21": "yes", "age_child": "yes", "later_citizen": "no"}
    assert reliefs(US, where) == {}


def test_a_child_in_britain_needs_neither_means_nor_consent() -> None:
    none = {prompt.code: "no" for prompt in (UK.section("means") or UK.sections[0]).prompts}
    said = {**ACT, **none, "purpose_work": "yes"}
    assert reliefs(UK, said, {"age_child": "yes"})["nrm"] is Fit.SAID
    assert "nrm" not in reliefs(UK, said, {"age_child": "no"})
    grown = {"act_found": "yes", "means_lies": "yes", "purpose_work": "yes", "age_child": "no"}
    assert reliefs(UK, grown)["nrm"] is Fit.OPEN
    assert reliefs(UK, grown, {"referral_wanted": "yes"})["nrm"] is Fit.SAID
    assert "nrm" not in reliefs(UK, grown, {"referral_wanted": "no"})
