"""Read the question sets: strictly, every version there ever was, each with its translations."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from clients.rules.intake import NEVER_FIRST
from clients.rules.screening.shape import (
    Alternatives,
    Finding,
    Note,
    Prompt,
    QuestionSet,
    Relief,
    Said,
    Section,
    Wording,
)

_FOLDER = Path(__file__).parent
SOURCE_LANGUAGE = "en"


class SetError(ValueError):
    """A question set that must not be used, and why."""


@cache
def all_sets() -> Mapping[tuple[str, int], QuestionSet]:
    """Return every version of every set by (code, version)."""
    found = {}
    for path in sorted(_FOLDER.glob("*.toml")):
        name, _dot, language = path.stem.partition(".")
        if language:
            continue
        wordings = sorted(_FOLDER.glob(f"{name}.*.toml"))
        texts = [each.read_text(encoding="utf-8") for each in wordings]
        one = read_set(path.read_text(encoding="utf-8"), texts)
        if name != f"{one.code}-{one.version}":
            raise SetError(f"{path.name} holds {one.code}-{one.version}")
        found[one.code, one.version] = one
    return found


def set_of(code: str, version: int) -> QuestionSet:
    """:raises KeyError: there never was such a version"""
    return all_sets()[code, version]


def newest_set(jurisdiction: str) -> QuestionSet | None:
    """Return what is asked from now on in this jurisdiction, None where there is no set."""
    own = [each for each in all_sets().values() if each.jurisdiction == jurisdiction]
    return max(own, key=lambda each: each.version, default=None)


def read_set(text: str, wordings: list[str] | None = None) -> QuestionSet:
    """:raises SetError: an element, topic or wording that fits nothing, or a code used twice"""
    raw = tomllib.loads(text)
    sections = tuple(_section(each) for each in raw["section"])
    prompts = [prompt for section in sections for prompt in section.prompts]
    codes = [prompt.code for prompt in prompts] + [section.code for section in sections]
    if len(set(codes)) != len(codes):
        raise SetError("a code stands twice")
    elements: dict[str, str] = raw["elements"]
    findings = tuple(Finding(each["code"], _any(each)) for each in raw.get("finding", []))
    reliefs = tuple(_relief(each) for each in raw["relief"])
    used = {name for prompt in prompts for name in (*prompt.yes, *prompt.no)}
    needed = [*(each.any for each in findings), *(each.any for each in reliefs)]
    wanted = {name for each in needed for alternative in each for name in alternative}
    wanted |= {note.element for relief in reliefs for note in relief.notes}
    shown = used | {finding.code for finding in findings}
    wanted |= set(raw["circumstances"])
    if strange := (shown ^ set(elements)) | (wanted - shown):
        raise SetError(f"elements that fit nothing: {sorted(strange)}")
    if strange := {prompt.topic for prompt in prompts if prompt.topic} - set(NEVER_FIRST):
        raise SetError(f"unknown topics: {sorted(strange)}")
    made = QuestionSet(
        raw["set"], raw["version"], raw["jurisdiction"], raw["title"], raw["source"], raw["mark"],
        raw["verify_with_counsel"], raw["imminent_days"],
        frozenset(raw["circumstances"]), elements, sections, findings, reliefs, {},
    )  # fmt: skip
    read = [_wording(each, made) for each in wordings or []]
    for wording in read:
        made.wordings[wording.language] = wording  # type: ignore[index]
    return made


def _section(raw: dict[str, Any]) -> Section:
    prompts = tuple(
        Prompt(
            each["code"], each["text"], each["why"], each.get("topic", ""),
            tuple(each.get("yes", ())), tuple(each.get("no", ())),
        )
        for each in raw["question"]
    )  # fmt: skip
    return Section(raw["code"], raw["title"], raw["lead"], prompts)


def _any(raw: dict[str, Any]) -> Alternatives:
    return tuple(tuple(each) for each in raw["any"])


def _relief(raw: dict[str, Any]) -> Relief:
    notes = tuple(Note(each["if"], each["text"]) for each in raw.get("note", ()))
    return Relief(
        raw["code"], raw["label"], tuple(raw["forms"]), _any(raw), raw["source"], raw["mark"], notes
    )


def _wording(text: str, made: QuestionSet) -> Wording:
    raw = tomllib.loads(text)
    wording = Wording(
        raw["language"],
        raw["name"],
        raw["reviewed"],
        {code: (each["title"], each["lead"]) for code, each in raw["sections"].items()},
        {code: (each["text"], each["why"]) for code, each in raw["questions"].items()},
        raw["answers"],
    )
    asked = {prompt.code for section in made.sections for prompt in section.prompts}
    whole = (
        wording.questions.keys() == asked
        and wording.sections.keys() == {section.code for section in made.sections}
        and wording.answers.keys() == set(Said)
    )
    if not whole:
        raise SetError(f"{made.code}-{made.version} in {wording.language} is not whole")
    return wording
