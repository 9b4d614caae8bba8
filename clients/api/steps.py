"""The steps of an intake: one address each, made from the same questions as the pages."""

from collections.abc import Mapping
from typing import Any

from clients import actions, queries
from clients.api.answers import answered, taken, told_fields
from clients.api.clients import GiveReason, Known
from clients.api.contact_shapes import rules_told
from clients.api.intakes import NOT_OPEN, TO_INTAKE, IntakeShape, OfIntake
from clients.rules.intake_shape import Kind, Step
from clients.rules.intake_steps import PARTIES, REVIEW, RIGHTS, STEPS
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import operation
from clinic.rest.shapes import Shape

RULE = {"state": "not_asked"}
EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "safety": {"safe_now": "yes", "private": "yes", "if_cut_off": "wait"},
    "language": {"language": "Tigrinya", "interpreter": "yes"},
    "rights": {"rights_given": True, "rights_language": "Tigrinya", "rights_sheet": "given"},
    "name": {"name_to_use": "Mika"},
    "identity": {"legal_name": "Mika Beispiel", "other_names": ["M. Beispiel"], "birth": "1990"},
    "contact": {
        "contact_rules": {
            "phone": {"state": "safe", "address": "+1 202 555 0100", "any_time": True},
            "sms": {"state": "unsafe"},
            "email": RULE, "post": RULE, "app": RULE, "partner": RULE,
        },
        "code_word": "lighthouse",
    },
    "help": {"help_wanted": "A safe place.", "urgent_needs": ["safe_place"]},
    "screening": {"screening_wanted": "later"},
    "parties": {
        "exploiter_consent": "no",
        "parties": [
            {"kind": "employer", "name": "Muster Packing LLC", "is_organisation": True},
        ],
    },
    "conflict": {"conflict_check": "run"},
    "review": {"confirmed": True},
}  # fmt: skip


_MORE: Mapping[str, tuple[str, ...]] = {"conflict": ("no_name_yet", "names_in_preparation")}


def _name_of(step: Step) -> str:
    return "explain_rights" if step is RIGHTS else f"save_{step.code}_step"


def _save(request: Any, intake: Any, step: Step, answers: dict[str, Any], version: int) -> None:
    if step is RIGHTS:
        actions.explain_rights(
            request.actor, intake=intake, language=answers["rights_language"],
            sheet=answers.get("rights_sheet", ""), version=version,
        )  # fmt: skip
    else:
        actions.save_step(
            request.actor, intake=intake, step=step.code, answers=answers, version=version
        )


def _saving(step: Step) -> type[Endpoint]:
    name = _name_of(step)
    shape = "".join(word.title() for word in name.split("_"))

    def put(self: Any, request: Any, intake: Any, given: dict[str, Any], version: int) -> Any:
        ours = {row.pk for row in _others(intake)} if step is PARTIES else set()
        answers = answered(step, given, version=version, ours=ours)
        _save(request, intake, step, answers, version)
        return self.again(request, intake)

    first = "Record that rights were explained" if step is RIGHTS else "Save a step"
    put.__doc__ = (
        f"{first}: “{step.title}”\n\n{step.lead}\n\n"
        "A question that is left out was skipped. Nothing but safety is asked while talking is not "
        "safe, and nothing beyond language before rights were explained."
    )
    declared = operation(
        name, "intake.work", of=queries.intake_of, takes=taken(step, shape, EXAMPLES[step.code]),
        gives=IntakeShape, changes=True, versioned=True, links={"read": TO_INTAKE},
        blocked=("not_safe", "rights_first", NOT_OPEN, *_MORE.get(step.code, ())),
    )  # fmt: skip
    return type(f"{shape}Endpoint", (OfIntake,), {"put": declared(put)})


def _told_by(step: Step) -> type[Shape]:
    told = {
        "__doc__": f"What was answered: {step.title}",
        **told_fields(step.questions),
    }
    return type(f"{step.code.title()}AnswersShape", (Shape,), told)


TOLD: Mapping[str, type[Shape]] = {step.code: _told_by(step) for step in STEPS}
# The last step reads everything back.
AllAnswersShape: type[Shape] = type(
    "AllAnswersShape",
    (Shape,),
    {
        "__doc__": "Everything that was said, by step, to be read back.",
        **{step.code: TOLD[step.code]() for step in STEPS},
    },
)


def _others(intake: Any) -> list[Any]:
    rows = queries.active_parties(intake.client)
    return [row for row in rows if row.kind not in {"client", "alias"}]


def _told(intake: Any, step: Step, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return what fills the step's shape; skipped questions stay out and are told as null."""
    known = {
        question.code: answers[question.code]
        for question in step.questions
        if question.code in answers
    }
    for question in step.questions:
        if question.kind is Kind.CONTACT_RULES:
            known[question.code] = rules_told(queries.contact_rows(intake.client))
        elif question.kind is Kind.PARTIES:
            known[question.code] = _others(intake)
    return known


def _revealing(step: Step) -> type[Endpoint]:
    def post(self: Any, request: Any, intake: Any, given: dict[str, Any]) -> Any:
        answers = actions.reveal_answers(
            request.actor, intake=intake, step=step.code, reason=given["reason"]
        )
        known = _told(intake, step, answers)
        if step is REVIEW:
            known = {one.code: _told(intake, one, answers) for one in STEPS}
        return Known(known, intake.version)

    what = "everything that was said" if step is REVIEW else f"the answers to “{step.title}”"
    post.__doc__ = (
        f"Show {what}\n\nThe look is recorded with its reason. Needs `intake.work` as well. The "
        "ETag is the intake's, for saving the step again."
    )
    declared = operation(
        f"reveal_{step.code}_step", "client.reveal", of=queries.intake_of, takes=GiveReason,
        gives=AllAnswersShape if step is REVIEW else TOLD[step.code], versioned=True, cost=10,
    )  # fmt: skip
    return type(f"GiveReason{step.code.title()}Endpoint", (OfIntake,), {"post": declared(post)})


SAVING: Mapping[str, type[Endpoint]] = {step.code: _saving(step) for step in STEPS}
REVEALING: Mapping[str, type[Endpoint]] = {step.code: _revealing(step) for step in STEPS}
