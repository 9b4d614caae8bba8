"""What letters are to a program."""

from typing import Any

from rest_framework import serializers

from cases.rules import MATTERS
from clinic.rest.shapes import Body, Choice, Day, Flag, Id, Shape, Text
from engagement import queries, rules


class LetterSectionShape(Shape):
    """A section, with its translation where there is one."""

    code = serializers.CharField()
    heading = serializers.CharField()
    text = serializers.CharField()
    translated_heading = serializers.CharField()
    translated = serializers.CharField()


class LetterSignatureShape(Shape):
    """That a side signed and how; the name stands on the paper alone."""

    side = Choice([rules.CLIENT, rules.ATTORNEY])
    method = serializers.CharField()
    signer = serializers.CharField(help_text="Of the client's side: who signed, as a code.")
    signed_on = Day()


class ClientLetterShape(Shape):
    """A letter without what it says."""

    id = serializers.UUIDField(source="pk")
    case = serializers.UUIDField(source="case_id")
    kind = Choice(rules.KINDS)
    state = Choice(rules.STATES)
    matters = serializers.ListField(child=Choice(MATTERS))
    replaces = serializers.UUIDField(source="replaces_id", allow_null=True)
    added_at = serializers.DateTimeField()
    signed_on = Day(allow_null=True)
    given_on = Day(allow_null=True)
    given_way = Choice(["", *rules.GIVEN_WAYS])
    document = serializers.UUIDField(source="document_id", allow_null=True)
    version = serializers.IntegerField()


class WholeClientLetter(ClientLetterShape):
    """A letter with its words. `unchanged`: it still says what was signed."""

    language = serializers.SerializerMethodField()
    translator = serializers.SerializerMethodField()
    read_out = serializers.BooleanField()
    as_it_stands = serializers.SerializerMethodField(
        help_text="Somebody said that the client reads it in the clinic's language."
    )
    returned_reason = serializers.SerializerMethodField()
    sections = serializers.SerializerMethodField()
    signatures = serializers.SerializerMethodField()
    unchanged = serializers.SerializerMethodField()

    def get_language(self, letter: Any) -> str:
        return letter.language or ""

    def get_translator(self, letter: Any) -> str:
        return letter.translator or ""

    def get_as_it_stands(self, letter: Any) -> bool:
        return letter.as_it_stands_at is not None

    def get_returned_reason(self, letter: Any) -> str:
        return letter.returned_reason or ""

    def get_sections(self, letter: Any) -> list[dict[str, str]]:
        rows = queries.sections_of(letter)
        return [dict(LetterSectionShape(row).data) for row in rows]

    def get_signatures(self, letter: Any) -> list[dict[str, str]]:
        rows = queries.signatures_of(letter)
        return [dict(LetterSignatureShape(row.signature).data) for row in rows]

    def get_unchanged(self, letter: Any) -> bool:
        return letter.digest is None or queries.unchanged(letter)


class AddClientLetter(Body):
    kind = Choice(rules.KINDS)
    matters = serializers.ListField(
        child=Choice(MATTERS), required=False, max_length=len(MATTERS),
        help_text="Of this case; none for a closing letter.",
    )  # fmt: skip
    replaces = Id(required=False, help_text="A signed letter of this case.")
    example = {"kind": "full", "matters": ["t_visa"]}


class GivenLetterSection(Body):
    code = Text(30)
    heading = Text(rules.LONGEST_HEADING)
    text = Text(rules.LONGEST_TEXT)


class ReviseClientLetter(Body):
    """Every section of the letter."""

    sections = GivenLetterSection(many=True, max_length=20)  # type: ignore[call-arg]
    example = {
        "sections": [{"code": "scope", "heading": "What we will do", "text": "We file form I-914."}]
    }


class TranslateClientLetter(Body):
    """The whole translation; what is left out is not translated from then on."""

    language = Text(rules.LONGEST_LANGUAGE, required=False)
    translator = Text(rules.LONGEST_NAME, required=False, help_text="Stored sealed.")
    vouched = Flag(required=False, help_text="They call it complete and true to the letter.")
    read_out = Flag(required=False, help_text="An interpreter reads all of it out instead.")
    as_it_stands = Flag(required=False, help_text="The client reads it untranslated: your word.")
    sections = GivenLetterSection(many=True, max_length=20, required=False)  # type: ignore[call-arg]
    example = {"language": "Tigrinya", "read_out": True}


class ReturnClientLetter(Body):
    reason = Text(rules.LONGEST_REASON, help_text="Stored sealed.")
    example = {"reason": "Name the appeal."}


class EndClientLetter(Body):
    ending = Choice(rules.ENDINGS)
    reason = Text(rules.LONGEST_REASON, help_text="Stored sealed.")
    example = {"ending": "client", "reason": "She moved away."}


class GiveClientLetter(Body):
    way = Choice(rules.GIVEN_WAYS)
    given_on = Day()
    example = {"way": "handed", "given_on": "2026-03-06"}


class SignClientLetter(Body):
    method = Choice(["screen"])
    signed_name = Text(rules.LONGEST_NAME, help_text="Stored sealed.")
    signed_on = Day()
    example = {"method": "screen", "signed_name": "A. Beispiel", "signed_on": "2026-03-06"}
