"""Who is on the roster, what they undertook, and for whom they are not asked."""

from typing import Any

from rest_framework import serializers

from clients.api.details import GivenLanguage, LanguageShape
from clients.rules.details import MOST_LANGUAGES
from clients.rules.identity import LONGEST_NAME
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import (
    Body,
    Choice,
    Day,
    Flag,
    Shape,
    Text,
    checked,
    form_input,
)
from clinic.tenancy.current import today
from interpreters import actions, forms, queries
from interpreters.rules import (
    GENDERS,
    LONGEST_NOTE,
    MOST_IN_LIST,
    UNDERTAKINGS,
)

TO_INTERPRETER = Link("read_interpreter")
LISTS = ("other_names", "communities")


def _words(longest: int, **options: Any) -> serializers.ListField:
    return serializers.ListField(
        child=Text(longest), max_length=MOST_IN_LIST, required=False, **options
    )


class RosterFilters(Body):
    language = Text(60, required=False, help_text="Part of a language or dialect.")
    retired = Flag(required=False, help_text="true: those who left the roster, instead.")


class InterpreterShape(Shape):
    """Somebody of the roster."""

    id = serializers.UUIDField(source="pk")
    name = serializers.CharField()
    other_names = serializers.SerializerMethodField()
    languages = LanguageShape(many=True)
    gender = serializers.SerializerMethodField()
    communities = serializers.SerializerMethodField()
    email = serializers.SerializerMethodField()
    phone = serializers.SerializerMethodField()
    note = serializers.SerializerMethodField()
    undertaking = serializers.SerializerMethodField()
    undertaking_until = serializers.DateField(allow_null=True)
    retired = serializers.SerializerMethodField(help_text="true: is asked for nothing new.")
    version = serializers.IntegerField()

    def get_other_names(self, row: Any) -> list[str]:
        return list(row.other_names or ())

    def get_gender(self, row: Any) -> str:
        return row.gender or ""

    def get_communities(self, row: Any) -> list[str]:
        return list(row.communities or ())

    def get_email(self, row: Any) -> str:
        return row.email or ""

    def get_phone(self, row: Any) -> str:
        return row.phone or ""

    def get_note(self, row: Any) -> str:
        return row.note or ""

    def get_undertaking(self, row: Any) -> str:
        return queries.undertaking_of(row).state(today())

    def get_retired(self, row: Any) -> bool:
        return row.retired_at is not None


class InterpreterList(Shape):
    items = InterpreterShape(many=True)


class AddInterpreter(Body):
    name = Text(LONGEST_NAME)
    other_names = _words(LONGEST_NAME)
    languages = GivenLanguage(many=True, max_length=MOST_LANGUAGES)  # type: ignore[call-arg]
    gender = Choice(GENDERS, required=False)
    communities = _words(60, help_text="Communities, nationalities, regions, as offered.")
    email = Text(254, help_text="Requests go here: time, language, way and a code name.")
    phone = Text(40, required=False)
    note = Text(LONGEST_NOTE, required=False)
    example = {
        "name": "Zewditu Dolmetsch",
        "languages": [{"language": "Tigrinya", "dialect": "Asmara", "level": "best"}],
        "gender": "woman",
        "email": "zewditu@example.org",
    }


class ChangeInterpreter(Body):
    """What is left out stays as it is; a list is replaced as a whole."""

    name = Text(LONGEST_NAME, required=False, allow_blank=False)
    other_names = _words(LONGEST_NAME)
    languages = GivenLanguage(many=True, max_length=MOST_LANGUAGES, required=False)  # type: ignore[call-arg]
    gender = Choice([*GENDERS, ""], required=False)
    communities = _words(60)
    email = Text(254, required=False, allow_blank=False)
    phone = Text(40, required=False)
    note = Text(LONGEST_NOTE, required=False)
    example = {"phone": "+1 202 555 0177"}


class RecordUndertaking(Body):
    """That somebody undertook confidentiality. A scan of the paper is added on the page."""

    how = Choice(UNDERTAKINGS)
    signed_on = Day()
    expires_on = Day(help_text="Its last day; three years after it was given at most.")


def _said(given: dict[str, Any]) -> dict[str, Any]:
    """Say lists as the form does, a line for each, and languages row by row."""
    said = given | {name: "\n".join(given[name]) for name in LISTS if name in given}
    if "languages" in said:
        rows = said.pop("languages")
        for number in range(MOST_LANGUAGES):
            row = rows[number] if number < len(rows) else {}
            said |= {
                f"{part}-{number}": row.get(part, "") for part in ("language", "dialect", "level")
            }
    return said


class _Roster(Endpoint):
    tag = "Interpreters"
    shown_at = "interpreter"

    def shown(self, row: Any) -> Any:
        request: Any = self.request
        return queries.interpreter_of(request.actor, row.pk)


class Interpreters(_Roster):
    @operation("list_interpreters", "interpreter.view", wanted=RosterFilters, gives=InterpreterList)
    def get(self, request: Any, wanted: dict[str, Any]) -> Any:
        """List the roster by name."""
        lines = queries.roster(request.actor, **wanted)
        return {"items": [line.interpreter for line in lines]}

    @operation(
        "add_interpreter", "interpreter.edit", takes=AddInterpreter, gives=InterpreterShape,
        creates=True, versioned=True,
        links={"read": TO_INTERPRETER, "change": Link("change_interpreter")},
        blocked=("sent_twice",),
    )  # fmt: skip
    def post(self, request: Any, given: dict[str, Any], once: Any) -> Any:
        """Add somebody to the roster. Nobody is booked before an undertaking is recorded."""
        said = form_input(_said(given), form_token=OnceField.signed(once))
        form = forms.AddInterpreterForm(said)
        checked(form)
        row = actions.add_interpreter(request.actor, form_token=once, details=form.details())
        return self.shown(row)


class Interpreter(_Roster):
    @operation(
        "read_interpreter", "interpreter.view", of=queries.interpreter_of, gives=InterpreterShape,
        versioned=True,
    )  # fmt: skip
    def get(self, request: Any, row: Any) -> Any:
        """Read somebody of the roster, or who left it."""
        return row

    @operation(
        "change_interpreter", "interpreter.edit", of=queries.interpreter_of,
        takes=ChangeInterpreter, gives=InterpreterShape, changes=True, versioned=True,
        links={"read": TO_INTERPRETER},
    )  # fmt: skip
    def patch(self, request: Any, row: Any, given: dict[str, Any], version: int) -> Any:
        """Change somebody of the roster. What is left out stays as it is."""
        said = queries.interpreter_said(row) | _said(given) | {"version": version}
        form = forms.ChangeInterpreterForm(form_input(said))
        checked(form)
        row = actions.change_interpreter(
            request.actor, interpreter=row, details=form.details(), version=version
        )
        return self.shown(row)


class RetiredInterpreter(_Roster):
    @operation(
        "retire_interpreter", "interpreter.edit", of=queries.interpreter_of,
        gives=InterpreterShape, changes=True, versioned=True, links={"read": TO_INTERPRETER},
        blocked=("retired_already",),
    )  # fmt: skip
    def post(self, request: Any, row: Any, version: int) -> Any:
        """Take somebody off the roster."""
        return self.shown(actions.retire_interpreter(request.actor, interpreter=row))


class ReturnedInterpreter(_Roster):
    @operation(
        "bring_back_interpreter", "interpreter.edit", of=queries.interpreter_of,
        gives=InterpreterShape, changes=True, versioned=True, links={"read": TO_INTERPRETER},
        blocked=("on_roster",),
    )  # fmt: skip
    def post(self, request: Any, row: Any, version: int) -> Any:
        """Bring somebody back onto the roster."""
        return self.shown(actions.bring_back(request.actor, interpreter=row))


class Undertaking(_Roster):
    @operation(
        "record_undertaking", "interpreter.edit", of=queries.interpreter_of,
        takes=RecordUndertaking, gives=InterpreterShape, changes=True, versioned=True,
        links={"read": TO_INTERPRETER},
    )  # fmt: skip
    def post(self, request: Any, row: Any, given: dict[str, Any], version: int) -> Any:
        """Record an undertaking of confidentiality; it replaces the one before."""
        form = forms.UndertakingForm(form_input(given), {}, today=today())
        said = checked(form)
        return self.shown(actions.record_undertaking(request.actor, interpreter=row, **said))
