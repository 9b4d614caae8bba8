"""Letters of the world's case, each at another step; work before signature; words of the clinic."""

from typing import Any

from cases.models import Case
from clinic.tenancy.current import current_clinic
from clinic.tenancy.models import new_id
from engagement import actions, queries
from engagement.models import Letter
from engagement.rules.wording import shipped_for
from tests.sealed import sealed_pdf


def own_words() -> list[dict[str, str]]:
    return [dict(row) for row in shipped_for("us", "full").sections]


def write_letters(place: Any) -> None:
    case = Case.objects.select_related("client__key", "key").get(pk=place.case.pk)
    attorney, coordinator = place.people["attorney"], place.people["coordinator"]

    def begin(kind: str = "full", matters: tuple[str, ...] = ("t_visa",)) -> Letter:
        return actions.add_letter(
            attorney, case=case, letter_id=new_id(), kind=kind, matters=matters
        )

    def ready(letter: Letter) -> Letter:
        letter = actions.translate_letter(
            attorney, letter=letter, version=letter.version, language="", as_it_stands=True
        )
        return actions.ready_letter(attorney, letter=letter, version=letter.version)

    draft = begin()
    place.letter = actions.translate_letter(
        attorney, letter=draft, version=draft.version, language="Tigrinya",
        translator="Senait of the tests", vouched=True, upload=sealed_pdf("letter.pdf"),
    )  # fmt: skip
    place.ready_letter = ready(begin())
    clinic = current_clinic()
    clinic.approves_letters = True
    place.asked_letter = ready(begin(matters=("continued_presence",)))
    clinic.approves_letters = False
    closing = begin("closing", ())
    rows = [{**row, "text": "All that was to be said."} for row in closing.sections or []]
    place.closing_letter = ready(
        actions.revise_letter(attorney, letter=closing, sections=rows, version=closing.version)
    )
    place.emergency = actions.say_emergency(
        attorney, case=case, emergency_id=new_id(), reason="hearing", days=3,
        words="The hearing is on Thursday.",
    )  # fmt: skip
    place.wording = actions.write_wording(
        coordinator, kind="full", matter="asylum", sections=own_words(), news="Shorter.",
        version=queries.last_number("full", "asylum"),
    )  # fmt: skip
