"""Lists of exhibits of the world's case: an attorney's draft with two, and one that is final."""

from typing import Any

from cases.models import Case, Matter
from clinic.tenancy.models import new_id
from documents import actions, queries
from tests.sealed import sealed_pdf

LIST = {"title": "Exhibits in support", "forum": "eoir", "style": "letters"}


def keep_exhibits(place: Any) -> None:
    case = Case.objects.select_related("client__key", "key").get(pk=place.case.pk)
    attorney = place.people["attorney"]
    matter = Matter.objects.filter(case=case).order_by("id").first()

    def begun(**said: Any) -> Any:
        return actions.make_list(
            attorney, case=case, list_id=new_id(), matter=matter, **LIST, **said
        )

    def put(row: Any, title: str) -> Any:
        document = actions.add_document(
            attorney, case=case, document_id=new_id(), file=sealed_pdf(), kind="support",
            privilege="shared", title=title,
        )  # fmt: skip
        made = actions.add_exhibit(
            attorney, exhibit_list=row, exhibit_id=new_id(), document=document
        )
        return queries.exhibit_of(attorney, made.pk)

    def kept(title: str) -> Any:
        return actions.add_document(
            attorney, case=case, document_id=new_id(), file=sealed_pdf(), kind="translation",
            privilege="shared", title=title,
        )  # fmt: skip

    place.foreign_document = kept("Birth certificate")
    actions.say_translation(
        attorney, document=place.foreign_document, version=1, source_language="Tagalog",
        translated=kept("Birth certificate in English"),
    )  # fmt: skip
    place.exhibit_list = begun(privilege="attorney")
    put(place.exhibit_list, "Letter of her school")
    place.exhibit = put(place.exhibit_list, "Letter of her landlady")
    final = begun(privilege="shared")
    put(final, "Letter of her doctor")
    final = queries.list_of(attorney, final.pk)
    place.bundle = actions.request_bundle(
        attorney, exhibit_list=queries.list_of(attorney, place.exhibit_list.pk),
        bundle_id=new_id(),
    )  # fmt: skip
    place.final_list = actions.finish_list(attorney, exhibit_list=final, version=final.version)
