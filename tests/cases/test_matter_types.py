"""What is shipped of matter types, and how a faulty description is refused."""

import pytest

from cases.rules import MATTERS
from cases.rules.matters import LAST, PACKS, MatterTypeError, read_types, types

ROADS = """
[way]
stages = [
  { code = "plan", label = "Plan" },
  { code = "closed", label = "Closed", approval = "closing" },
]
[way.items]
plan = [{ code = "signed", text = "Signed", required = true }]
"""
TYPE = """
jurisdiction = "us"
[[type]]
code = "t_visa"
road = "way"
months = [1, 2]
source = "8 CFR 214"
"""


def test_every_matter_has_a_type_with_its_conditions() -> None:
    assert list(types()) == list(MATTERS)
    for kind in types().values():
        assert kind.stages[-1].code == LAST
        assert kind.stages[-1].approval == "closing"
        assert any(item.required for item in kind.stages[0].items), kind.code
        assert any(stage.approval == "filing" for stage in kind.stages) or (
            kind.code == "restorative_dialogue"
        )
    assert any(item.kind == "evidence" for item in types()["t_visa"].items)
    assert any(item.kind == "task" for item in types()["asylum"].items)


def test_a_good_description_is_read() -> None:
    (kind,) = read_types(TYPE, ROADS)
    assert (kind.code, kind.months, kind.items[0].code) == ("t_visa", (1, 2), "signed")
    assert kind.moves("plan") == ("closed",)
    assert kind.moves("closed") == ("plan",)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (TYPE.replace("t_visa", "spell"), "no code of a matter"),
        (TYPE.replace('"way"', '"moon"'), "there is no road moon"),
        (TYPE.replace("[1, 2]", "[3, 2]"), "months must be"),
        (TYPE.replace("[1, 2]", '["1", 2]'), "months must be"),
        (TYPE.replace('source = "8 CFR 214"', ""), "source is missing"),
        (TYPE.replace('jurisdiction = "us"', ""), "jurisdiction is missing"),
        (TYPE + 'colour = "red"\n', "unknown keys: colour"),
        (TYPE + "[type.items]\nmoon = []\n", "there is no stage moon"),
        (TYPE + '[type.items]\nplan = [{ code = "signed", text = "x" }]\n', "stands twice"),
        (TYPE + '[type.items]\nplan = [{ code = "a1", text = " " }]\n', "text is missing"),
        (TYPE + '[type.items]\nplan = [{ code = "A!", text = "x" }]\n', "needs a code"),
        (TYPE + '[type.items]\nplan = [{ code = "a1", text = "x", kind = "y" }]\n', "kind must"),
        (TYPE + '[type.items]\nplan = [{ code = "a1", text = "x", why = 1 }]\n', "unknown keys"),
        (
            TYPE + '[type.items]\nplan = [{ code = "a1", text = "x", required = 1 }]\n',
            "required must be bool",
        ),
        (
            TYPE + '[type.items]\nplan = [{ code = "a1", text = "x", kind = "task" }]\n',
            "a usual task has days",
        ),
        (
            TYPE + '[type.items]\nplan = [{ code = "a1", text = "x", standing = true }]\n',
            "required and never waivable",
        ),
        (TYPE + '[type.items]\nclosed = [{ code = "a1", text = "x" }]\n', "on the last stage"),
        ("jurisdiction = ", "pack: "),
    ],
)
def test_a_faulty_description_is_refused_and_named(text: str, why: str) -> None:
    with pytest.raises(MatterTypeError, match=why):
        read_types(text, ROADS)


@pytest.mark.parametrize(
    ("roads", "why"),
    [
        (ROADS.replace('code = "closed"', 'code = "over"'), "ends with the stage"),
        (ROADS.replace('"closing"', '"moon"'), "nobody approves"),
        (ROADS.replace('label = "Plan"', 'label = ""'), "a code and a label"),
    ],
)
def test_a_faulty_road_is_refused(roads: str, why: str) -> None:
    with pytest.raises(MatterTypeError, match=why):
        read_types(TYPE, roads)


def test_the_preconditions_of_a_dialogue_are_never_waived() -> None:
    kind = types()["restorative_dialogue"]
    for code in ("plan", "safety", "prepare", "dialogue"):
        assert not [i for i in kind.stage(code).items if i.required and i.waivable and
                    i.code != "engagement"], code  # fmt: skip
    assert (PACKS / "roads.toml").exists()
