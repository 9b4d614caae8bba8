"""Who works here, what was confirmed of them, and who fits a case."""

from typing import Any

from rest_framework import serializers

from cases.queries import case_of
from cases.rules import CASE_ROLES, MATTERS
from clients.api.details import GivenLanguage, LanguageShape
from clients.rules.details import MOST_LANGUAGES
from clients.rules.identity import LONGEST_NAME
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Day, Number, Shape, Text, checked, form_input
from staffing import actions, forms, queries, rules
from staffing.api.licences import LicenceShape

TO_PROFILE = Link("read_profile")
PARTS = ("language", "dialect", "level")
LINES = frozenset(f"{part}-" for part in PARTS)


class ProfileShape(Shape):
    """What somebody said of themselves, and what of it others confirmed.

    Other names are shown on the page alone; a change keeps them unless it sends them.
    """

    id = serializers.UUIDField(source="pk")
    member = serializers.UUIDField(source="membership_id")
    name = serializers.CharField(source="membership.user.name")
    kind = Choice(rules.KINDS)
    languages = LanguageShape(many=True, source="spoken")
    matters = serializers.ListField(child=Choice(MATTERS))
    avoids = serializers.ListField(child=Choice(MATTERS))
    capacity = serializers.IntegerField()
    load = serializers.SerializerMethodField(help_text="The weight of the open cases carried now.")
    firm = serializers.SerializerMethodField()
    place = serializers.SerializerMethodField()
    time_zone = serializers.CharField(allow_blank=True)
    wishes = serializers.SerializerMethodField(
        help_text="What whoever gives this person cases should know."
    )
    licences = serializers.SerializerMethodField()
    insurance = serializers.SerializerMethodField()
    insured_until = serializers.DateField(allow_null=True)
    pledge = serializers.SerializerMethodField()
    pledge_on = serializers.DateField(allow_null=True)
    pledge_until = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()

    def get_load(self, row: Any) -> int:
        return queries.load_of(row)

    def get_firm(self, row: Any) -> str:
        return row.firm or ""

    def get_place(self, row: Any) -> str:
        return row.place or ""

    def get_wishes(self, row: Any) -> str:
        return row.wishes or ""

    def get_licences(self, row: Any) -> list[dict[str, Any]]:
        return [dict(LicenceShape(line).data) for line in queries.licences_of(row)]

    def get_insurance(self, row: Any) -> str:
        return queries.proofs_of(row)[0].state

    def get_pledge(self, row: Any) -> str:
        return queries.proofs_of(row)[1].state


class PersonShape(Shape):
    """Somebody who can be on a case; `profile` is null before the first word of theirs."""

    member = serializers.UUIDField(source="seat.pk")
    name = serializers.CharField(source="seat.user.name")
    profile = serializers.UUIDField(source="profile.pk", allow_null=True, default=None)
    load = serializers.IntegerField()
    waits = serializers.BooleanField(help_text="true: something waits to be confirmed.")


class PeopleList(Shape):
    items = PersonShape(many=True)


class GivenProfile(Body):
    """What is left out stays as it is; what is sent empty, or null, is emptied."""

    kind = Choice(rules.KINDS)
    other_names = serializers.ListField(
        child=Text(LONGEST_NAME), max_length=rules.MOST_NAMES, required=False
    )
    firm = Text(LONGEST_NAME, required=False, help_text="Joins every conflict check of the clinic.")
    languages = GivenLanguage(many=True, max_length=MOST_LANGUAGES, required=False)  # type: ignore[call-arg]
    matters = serializers.ListField(child=Choice(MATTERS), required=False)
    avoids = serializers.ListField(
        child=Choice(MATTERS), required=False, help_text="Never given one of these."
    )
    capacity = Number(min_value=rules.LEAST_CAPACITY, max_value=rules.MOST_CAPACITY)
    place = Text(120, required=False)
    time_zone = Text(64, required=False)
    wishes = Text(rules.LONGEST_TEXT, required=False)
    insured_until = Day(required=False, allow_null=True)
    pledge_on = Day(required=False, allow_null=True)
    pledge_until = Day(required=False, allow_null=True)
    example = {
        "kind": "volunteer",
        "languages": [{"language": "Tigrinya", "dialect": "Asmara", "level": "good"}],
        "matters": ["t_visa", "asylum"],
        "capacity": 12,
    }


class GivenProof(Body):
    proof = Choice([rules.INSURANCE, rules.PLEDGE])
    example = {"proof": "pledge"}


class SuggestedShape(Shape):
    """Somebody for a case. Codes alone: no name of the matter, no opposing fact."""

    member = serializers.UUIDField(source="membership.pk")
    name = serializers.CharField(source="membership.user.name")
    role = Choice(CASE_ROLES)
    load = serializers.IntegerField()
    capacity = serializers.IntegerField(allow_null=True)
    reasons = serializers.SerializerMethodField()
    against = serializers.SerializerMethodField(
        help_text="Each with its level: firm is never overridden, look by a supervisor's reason."
    )
    may = serializers.BooleanField(help_text="true: nothing stands against it.")
    place = serializers.CharField(
        allow_blank=True, help_text="Where this person works; empty without `profile.view`."
    )
    wishes = serializers.CharField(
        allow_blank=True, help_text="What whoever gives them cases should know; the same holds."
    )
    score = serializers.IntegerField()

    def get_reasons(self, row: Any) -> list[str]:
        return [code for code, _text in row.reasons]

    def get_against(self, row: Any) -> list[dict[str, str]]:
        return [{"code": one.code, "level": one.level} for one in row.against]


class SuggestionList(Shape):
    items = SuggestedShape(many=True)


def _said(given: dict[str, Any], row: Any = None) -> dict[str, Any]:
    """Return what the page's form would be sent: what is there already, then what was given."""
    said = queries.profile_said(row) if row is not None else {}
    if "languages" in given:  # the list as a whole: its earlier lines are not mixed into it
        said = {name: value for name, value in said.items() if name[:-1] not in LINES}
    said |= given
    if "other_names" in given:
        said["other_names"] = "\n".join(given["other_names"])
    rows = said.pop("languages", ())
    for number, row in enumerate(rows):
        said |= {f"{part}-{number}": row.get(part, "") for part in PARTS}
    return said


class _People(Endpoint):
    tag = "People"
    shown_at = "profile"

    def shown(self, row: Any) -> Any:
        request: Any = self.request
        return queries.profile_of(request.actor, row.pk)


class Profiles(_People):
    @operation("list_profiles", "profile.view", gives=PeopleList)
    def get(self, request: Any) -> Any:
        """List everybody who can be on a case, by name."""
        return {"items": queries.profiles(request.actor)}

    @operation(
        "add_profile", "profile.edit", takes=GivenProfile, gives=ProfileShape, creates=True,
        versioned=True, links={"read": TO_PROFILE}, blocked=("profile_there",),
    )  # fmt: skip
    def post(self, request: Any, given: dict[str, Any], once: Any) -> Any:
        """Say for the first time what the seat of this token can do and carry."""
        form = forms.ProfileForm(form_input(_said(given), version=0))
        checked(form)
        return self.shown(
            actions.change_profile(
                request.actor, details=form.details(), version=0, profile_id=once
            )
        )


class Profile(_People):
    @operation(
        "read_profile", "profile.own", of=queries.profile_of, gives=ProfileShape, versioned=True
    )
    def get(self, request: Any, row: Any) -> Any:
        """Read one's own profile; whoever assigns people reads everybody's."""
        return row

    @operation(
        "change_profile", "profile.edit", of=queries.profile_of, takes=GivenProfile,
        gives=ProfileShape, changes=True, versioned=True, links={"read": TO_PROFILE},
    )  # fmt: skip
    def put(self, request: Any, row: Any, given: dict[str, Any], version: int) -> Any:
        """Change one's own profile; what is not sent is kept. A new day is confirmed anew."""
        form = forms.ProfileForm(form_input(_said(given, row), version=version))
        checked(form)
        return self.shown(
            actions.change_profile(
                request.actor, details=form.details(), version=version, profile=row
            )
        )


class ConfirmedProof(_People):
    @operation(
        "confirm_proof", "profile.confirm", of=queries.profile_of, takes=GivenProof,
        gives=ProfileShape, changes=True, versioned=True, by_person=True,
        links={"read": TO_PROFILE}, blocked=("own_word", "confirmed_already", "nothing_said"),
    )  # fmt: skip
    def post(self, request: Any, row: Any, given: dict[str, Any], version: int) -> Any:
        """Say that one saw the insurance, or the signed pledge, of somebody else."""
        return self.shown(
            actions.confirm_proof(request.actor, profile=row, proof=given["proof"], version=version)
        )


class WithdrawnProof(_People):
    @operation(
        "withdraw_proof", "profile.confirm", of=queries.profile_of, takes=GivenProof,
        gives=ProfileShape, changes=True, versioned=True, links={"read": TO_PROFILE},
        blocked=("not_confirmed",),
    )  # fmt: skip
    def post(self, request: Any, row: Any, given: dict[str, Any], version: int) -> Any:
        """Take a confirmation back."""
        return self.shown(actions.withdraw_proof(request.actor, profile=row, proof=given["proof"]))


class Suggestions(Endpoint):
    tag = "Assignments"

    @operation("list_suggestions", "case.assign", of=case_of, gives=SuggestionList)
    def get(self, request: Any, case: Any) -> Any:
        """List everybody who could take a case, best first, with all that stands against it."""
        return {"items": queries.suggestions(request.actor, case)}
