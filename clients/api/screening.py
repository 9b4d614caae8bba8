"""Screening: the same rules as on the pages, so that no program asks what a page may not."""

from typing import Any

from django.utils.translation import gettext as _

from clients import actions, queries
from clients.api.clients import GiveReason, Known
from clients.api.screening_shapes import (
    AnswerScreening,
    DecideRelief,
    ResumeScreening,
    RevealedScreeningShape,
    ScreeningList,
    ScreeningShape,
    StartScreening,
)
from clients.queries import screening as reads
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import wrong

TO_SCREENING = Link("read_screening")
PLAIN = (
    "pk", "question_set", "set_version", "status", "started_at", "stopped_at", "ended_at",
    "version",
)  # fmt: skip


def shown(screening: Any) -> Known:
    following = reads.following_section(screening)
    return Known(
        {name: getattr(screening, name) for name in PLAIN}
        | {
            "client": screening.client_id,
            "sections": reads.section_lines(screening),
            "next_section": following.code if following else None,
        },
        screening.version,
    )


def _relief(line: Any) -> dict[str, Any]:
    plain = ("code", "forms", "fit", "because", "notes", "source", "decided_at")
    return {name: getattr(line, name) for name in plain} | {
        "name": line.label,
        "unknown": line.open,
        "decision": line.decision or None,
        "reason": line.reason or None,
        "decided_by": line.decided_by or None,
    }


class OfScreening(Endpoint):
    tag = "Screening"
    shown_at = "screening"

    def again(self, request: Any, screening: Any) -> Any:
        return shown(reads.screening_of(request.actor, screening.pk))


class Screenings(OfScreening):
    @operation("list_screenings", "screening.view", of=queries.client_of, gives=ScreeningList)
    def get(self, request: Any, client: Any) -> Any:
        """List the screenings of a client, newest first; no answers."""
        return {"items": reads.screenings_of(request.actor, client)}

    @operation(
        "start_screening", "screening.work", of=queries.client_of, takes=StartScreening,
        gives=ScreeningShape, creates=True, versioned=True,
        links={"read": TO_SCREENING, "answer": Link("answer_screening")},
        blocked=("not_safe", "rights_first", "no_questions"),
    )  # fmt: skip
    def post(self, request: Any, client: Any, given: dict[str, Any], once: Any) -> Any:
        """Begin a screening with the newest questions of the clinic's jurisdiction.

        Only after rights were explained, and when talking is safe now.
        """
        asked = reads.current_set()
        language = given.get("language") or "en"
        if asked and language not in dict(reads.languages_of(asked)):
            raise wrong("language", _("The questions are not written in this language."))
        made = actions.start_screening(
            request.actor, client=client, language=language, safe=given["safe"], form_token=once
        )
        return self.again(request, made)


class Screening(OfScreening):
    @operation(
        "read_screening", "screening.view", of=reads.screening_of, gives=ScreeningShape,
        versioned=True,
    )  # fmt: skip
    def get(self, request: Any, screening: Any) -> Any:
        """Read where a screening stands, and the questions that may be put at this contact."""
        return shown(screening)


class AnsweredScreening(OfScreening):
    @operation(
        "answer_screening", "screening.work", of=reads.screening_of, takes=AnswerScreening,
        gives=ScreeningShape, changes=True, versioned=True, links={"read": TO_SCREENING},
        blocked=("not_going", "not_safe", "not_on_first_contact"),
    )  # fmt: skip
    def post(self, request: Any, screening: Any, given: dict[str, Any], version: int) -> Any:
        """Keep answers to one section. What is left out stays; a new answer is added to the old."""
        section = reads.asked_set(screening).section(given["section"])
        if section is None:
            raise wrong("section", _("There is no such section."))
        known = {prompt.code for prompt in section.prompts}
        if any(each["question"] not in known for each in given["answers"]):
            raise wrong("answers", _("A question does not stand in this section."))
        actions.answer_screening(
            request.actor, screening=screening, section=section.code,
            answers={each["question"]: each["said"] for each in given["answers"]},
            version=version,
        )  # fmt: skip
        return self.again(request, screening)


class StoppedScreening(OfScreening):
    @operation(
        "stop_screening", "screening.work", of=reads.screening_of, gives=ScreeningShape,
        changes=True, versioned=True, links={"read": TO_SCREENING},
        blocked=("stopped_to_stopped", "done_to_stopped"),
    )  # fmt: skip
    def post(self, request: Any, screening: Any, version: int) -> Any:
        """Stop because the person wants to. What was said is kept, nothing more is asked."""
        actions.stop_screening(request.actor, screening=screening, version=version)
        return self.again(request, screening)


class ResumedScreening(OfScreening):
    @operation(
        "resume_screening", "screening.work", of=reads.screening_of, takes=ResumeScreening,
        gives=ScreeningShape, changes=True, versioned=True, links={"read": TO_SCREENING},
        blocked=("not_safe", "rights_first", "started_to_started"),
    )  # fmt: skip
    def post(self, request: Any, screening: Any, given: dict[str, Any], version: int) -> Any:
        """Go on with a screening. On another day what a first contact must not hold opens too."""
        actions.resume_screening(
            request.actor, screening=screening, safe=given["safe"], version=version
        )
        return self.again(request, screening)


class RevealedScreening(OfScreening):
    @operation(
        "reveal_screening", "screening.view", of=reads.screening_of, takes=GiveReason,
        gives=RevealedScreeningShape, versioned=True, cost=10,
    )  # fmt: skip
    def post(self, request: Any, screening: Any, given: dict[str, Any]) -> Any:
        """Show the answers as they were asked, and what may be possible. The look is recorded.

        Needs `client.reveal` as well.
        """
        actions.reveal_screening(request.actor, screening=screening, reason=given["reason"])
        known = {
            "answers": reads.answers_as_asked(screening),
            "reliefs": [_relief(line) for line in reads.relief_lines(screening)],
        }
        return Known(known, screening.version)


class DecidedRelief(OfScreening):
    @operation(
        "decide_relief", "relief.decide", of=reads.screening_of, takes=DecideRelief,
        gives=ScreeningShape, changes=True, versioned=True, links={"read": TO_SCREENING},
        blocked=("not_possible", "reason_missing", "nothing_decided"),
    )  # fmt: skip
    def post(self, request: Any, screening: Any, given: dict[str, Any], version: int) -> Any:
        """Record which possible help is pursued and which not; each decision is added."""
        actions.decide_relief(
            request.actor, screening=screening, version=version,
            decisions=[
                (each["relief"], each["decision"], each.get("reason", ""))
                for each in given["decisions"]
            ],
        )  # fmt: skip
        return self.again(request, screening)
