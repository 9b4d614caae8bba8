"""Lists of exhibits as the tests of this room make them."""

from typing import Any

from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.models import new_id
from documents import actions, queries
from documents.models import Document, ExhibitList
from tests.documents.made import keep
from tests.sealed import PDF


def begin(actor: Actor, case: Case, **said: Any) -> ExhibitList:
    usual = {"title": "Exhibits in support", "forum": "eoir", "style": "letters",
             "privilege": "attorney" if actor.has("note.view_attorney") else "shared"}  # fmt: skip
    made = actions.make_list(actor, case=case, list_id=new_id(), **(usual | said))
    return queries.list_of(actor, made.pk)


def put(actor: Actor, row: ExhibitList, document: Document | None = None, **said: Any) -> Any:
    """Put a document on a list, or a new one under this title."""
    if document is None:
        title = said.get("title", "Letter of a school")
        document = keep(actor, row.case, PDF, title=title)
    made = actions.add_exhibit(
        actor, exhibit_list=row, exhibit_id=new_id(), document=document, **said
    )
    return queries.exhibit_of(actor, made.pk)


def fresh(actor: Actor, row: ExhibitList) -> ExhibitList:
    return queries.list_of(actor, row.pk)


def finish(actor: Actor, row: ExhibitList, **said: Any) -> ExhibitList:
    now = fresh(actor, row)
    actions.finish_list(actor, exhibit_list=now, version=now.version, **said)
    return fresh(actor, row)


def marks(actor: Actor, row: ExhibitList) -> list[tuple[str, str]]:
    lines = queries.exhibit_lines(actor, fresh(actor, row))
    return [(line.label, line.row.title or "") for line in lines]


def supplement(actor: Actor, row: ExhibitList) -> ExhibitList:
    made = actions.continue_list(
        actor, exhibit_list=row, list_id=new_id(), title="Supplemental exhibits",
        privilege="attorney",
    )  # fmt: skip
    return fresh(actor, made)
