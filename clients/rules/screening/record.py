"""How answers are kept: each with its question as it was put, so that it stays readable for ever.

A record holds `language` and `answers`, a list that only grows. Changed answers are added: what was
said first stays.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clients.rules.screening.asking import Asked

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer as it was given; `answer` is the word the person chose, in the language put."""

    code: str
    section: str
    title: str
    text: str
    why: str
    said: str
    answer: str
    on: date
    first_contact: bool
    by: str


def begun(language: str) -> Record:
    return {"language": language, "answers": []}


def with_answer(
    record: Mapping[str, Any],
    asked: Asked,
    said: str,
    *,
    section: str,
    title: str,
    on: date,
    first_contact: bool,
    by: str,
) -> Record:
    """Return the record with one more answer; the same one again adds nothing."""
    if answers_by_code(record).get(asked.prompt.code) == said:
        return dict(record)
    row = {
        "code": asked.prompt.code,
        "section": section,
        "title": title,
        "text": asked.text,
        "why": asked.why,
        "said": said,
        "answer": dict(asked.answers)[said],
        "on": on.isoformat(),
        "first_contact": first_contact,
        "by": by,
    }
    return {**record, "answers": [*record.get("answers", ()), row]}


def answers_by_code(record: Mapping[str, Any]) -> dict[str, str]:
    """Return what stands now: the last answer to each question."""
    return {row["code"]: row["said"] for row in record.get("answers", ())}


def all_answers(record: Mapping[str, Any]) -> list[Answered]:
    """Return every answer ever given, oldest first, as it was asked."""
    return [
        Answered(**{**row, "on": date.fromisoformat(row["on"])})
        for row in record.get("answers", ())
    ]
