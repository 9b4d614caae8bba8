"""What screening takes and gives over the API."""

from typing import Any

from rest_framework import serializers

from clients.forms.screening import LONGEST_REASON
from clients.rules.screening.asking import ScreeningStatus
from clients.rules.screening.relief import Decision, Fit
from clients.rules.screening.shape import Said
from clinic.rest.shapes import Body, Choice, Flag, Shape, Text

STATUSES = [status.value for status in ScreeningStatus]
SAID = [said.value for said in Said]
DECISIONS = [decision.value for decision in Decision]
LONGEST_CODE = 40


class ScreeningRowShape(Shape):
    id = serializers.UUIDField(source="pk")
    question_set = serializers.CharField()
    set_version = serializers.IntegerField()
    status = Choice(STATUSES)
    started_at = serializers.DateTimeField()
    started_by = serializers.CharField(source="started_by.user.name")


class ScreeningList(Shape):
    items = ScreeningRowShape(many=True)


class QuestionShape(Shape):
    """A question as it is to be put, with the words of its answers."""

    code = serializers.CharField(source="prompt.code")
    text = serializers.CharField()
    why = serializers.CharField()
    answers = serializers.SerializerMethodField()

    def get_answers(self, asked: Any) -> dict[str, str]:
        return dict(asked.answers)


class SectionShape(Shape):
    code = serializers.CharField()
    title = serializers.CharField(source="label")
    lead = serializers.CharField()
    is_done = serializers.SerializerMethodField(help_text="Each question was answered or skipped.")
    questions = QuestionShape(many=True, source="asked")

    def get_is_done(self, line: Any) -> bool:
        return bool(line.state == "done")


class ScreeningShape(Shape):
    """A screening without its answers: what may be asked now, in which words."""

    id = serializers.UUIDField(source="pk")
    client = serializers.UUIDField()
    question_set = serializers.CharField()
    set_version = serializers.IntegerField()
    status = Choice(STATUSES)
    started_at = serializers.DateTimeField()
    stopped_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)
    sections = SectionShape(many=True, help_text="Only what may be asked at this contact.")
    next_section = serializers.CharField(allow_null=True)
    version = serializers.IntegerField()


class AnsweredShape(Shape):
    """An answer in the words in which it was asked and given."""

    question = serializers.CharField(source="code")
    section = serializers.CharField()
    text = serializers.CharField()
    why = serializers.CharField()
    said = Choice(SAID)
    answer = serializers.CharField()
    on = serializers.DateField()
    first_contact = serializers.BooleanField()


class ReliefShape(Shape):
    """Help that may be possible. No advice: an attorney decides."""

    code = serializers.CharField()
    title = serializers.CharField(source="name")
    forms = serializers.ListField(child=serializers.CharField())
    fit = Choice([fit.value for fit in Fit])
    because = serializers.ListField(child=serializers.CharField())
    unknown = serializers.ListField(child=serializers.CharField())
    notes = serializers.ListField(child=serializers.CharField())
    source = serializers.CharField()  # type: ignore[assignment]
    decision = Choice(DECISIONS, allow_null=True)
    reason = serializers.CharField(allow_null=True)
    decided_by = serializers.CharField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)


class RevealedScreeningShape(Shape):
    answers = AnsweredShape(many=True, help_text="Every one ever given, oldest first.")
    reliefs = ReliefShape(many=True)


class StartScreening(Body):
    safe = Flag(help_text="Asked just now: talking is safe, and in private.")
    language = Text(10, required=False, help_text="Of the questions; left out: English.")
    example = {"safe": True, "language": "en"}


class ResumeScreening(Body):
    safe = Flag(help_text="Asked just now: talking is safe, and in private.")
    example = {"safe": True}


class GivenAnswer(Body):
    question = Text(LONGEST_CODE)
    said = Choice(SAID)


class AnswerScreening(Body):
    section = Text(LONGEST_CODE)
    answers = GivenAnswer(many=True, max_length=40)  # type: ignore[call-arg]
    example = {"section": "act", "answers": [{"question": "act_found", "said": "yes"}]}


class GivenDecision(Body):
    relief = Text(LONGEST_CODE)
    decision = Choice(DECISIONS)
    reason = Text(LONGEST_REASON, required=False, help_text="Needed where it is not pursued.")


class DecideRelief(Body):
    decisions = GivenDecision(many=True, max_length=40)  # type: ignore[call-arg]
    example = {"decisions": [{"relief": "t_status", "decision": "confirmed"}]}
