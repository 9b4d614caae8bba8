"""A document's language and its translation. Only a person records who certified it."""

from typing import Any

from rest_framework import serializers

from clinic.access.refusals import NotVisible
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Day, Id, Shape, Text, checked, form_input, not_there
from documents import actions, forms, queries
from documents.rules.translations import ENGLISH, LONGEST_LANGUAGE, LONGEST_WHY, STANDING

LEADS = {"read": Link("read_document", {"id": "$response.body#/document"})}


class TranslationShape(Shape):
    """How far a document in another language is translated and certified."""

    document = serializers.UUIDField(source="row.document_id")
    source_language = serializers.CharField(source="row.source_language")
    target_language = serializers.CharField(source="row.target_language")
    translated = serializers.UUIDField(source="row.translated_id", allow_null=True)
    standing = Choice(STANDING, source="code")
    certificate = serializers.UUIDField(
        source="certificate.paper_id", default=None, allow_null=True,
        help_text="The document that was signed last.",
    )  # fmt: skip
    signed_on = Day(source="certificate.signed_on", default=None, allow_null=True)


class SayTranslation(Body):
    source_language = Text(LONGEST_LANGUAGE, help_text="Of the document. Stored sealed.")
    target_language = Text(LONGEST_LANGUAGE, required=False, help_text="English unless told.")
    translated = Id(
        required=False,
        allow_null=True,
        help_text="A document of the same case; left out: as it is.",
    )
    example = {"source_language": "Tagalog", "target_language": "English"}


class RemoveTranslation(Body):
    reason = Text(LONGEST_WHY, help_text="Stored sealed.")
    example = {"reason": "It is in English."}


class DocumentTranslation(Endpoint):
    tag = "Documents"

    @operation("read_translation", "document.view", of=queries.document_of, gives=TranslationShape)
    def get(self, request: Any, document: Any) -> Any:
        """Read how far a document in another language is; 404 where it is in none."""
        return _standing(document)

    @operation(
        "say_translation", "document.add", of=queries.document_of, takes=SayTranslation,
        gives=TranslationShape, changes=True, links=LEADS,
        blocked=("closed", "other_state", "same_language", "other_document", "other_privilege"),
    )  # fmt: skip
    def put(self, request: Any, document: Any, given: dict[str, Any], version: int) -> Any:
        """Say in which language a document is, and which one translates it. The ETag is its own."""
        documents = queries.translations_to_choose(request.actor, document)
        if given.get("translated") and given["translated"] not in {one.pk for one in documents}:
            raise not_there("translated")
        said = {"target_language": ENGLISH, **given}
        now = queries.standing_of(document)
        if "translated" not in given and now is not None:
            said["translated"] = now.row.translated_id
        form = forms.TranslationForm(form_input(said, version=version), documents=documents)
        actions.say_translation(request.actor, document=document, **checked(form))
        return _standing(queries.document_of(request.actor, document.pk))


class RemovedTranslation(Endpoint):
    tag = "Documents"

    @operation(
        "remove_translation", "document.add", of=queries.document_of, takes=RemoveTranslation,
        changes=True, blocked=("other_state", "no_translation"),
    )  # fmt: skip
    def post(self, request: Any, document: Any, given: dict[str, Any], version: int) -> None:
        """Take back that a document is in another language."""
        form = forms.RemoveTranslationForm(form_input(given, version=version))
        actions.remove_translation(request.actor, document=document, **checked(form))


def _standing(document: Any) -> Any:
    found = queries.standing_of(document)
    if found is None:
        raise NotVisible("translation")
    return found
