"""`manage.py match_names`, and what the matching reaches on the pairs in `names/`."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from clients.rules.births import with_births
from clients.rules.matching import Match

NAMES = Path(__file__).parent / "names"


def told(path: Path, *more: str) -> list[str]:
    out = StringIO()
    call_command("match_names", "--pairs", str(path), *more, stdout=out)
    return out.getvalue().splitlines()


def share(name: str) -> float:
    return float(told(NAMES / f"{name}.csv", "--totals")[-1].split()[-2])


@pytest.mark.parametrize("half", ["heldout", "tuning"])
def test_variants_of_a_name_are_found(half: str) -> None:
    assert share(f"variants_{half}") >= 0.95


def test_names_of_others_are_not() -> None:
    assert share("unrelated_heldout") <= 0.02


def test_there_are_400_pairs_of_36_systems_and_habits_each_with_its_source() -> None:
    rows = [line for half in ("heldout", "tuning") for line in told(NAMES / f"variants_{half}.csv")]
    assert sum(line.split("\t")[0] in {"yes", "no"} for line in rows) >= 400
    sources = (NAMES / "sources.csv").read_text(encoding="utf-8").splitlines()
    assert len(sources) == 37


def test_each_pair_is_told_with_its_score_and_rule(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text(
        'b,a,organisation\nMohammed Hussein,"Husayn, Muhamad",\nOlga Petrova,Amina Yusuf,no\n'
        "Sol y Mar S.A. de C.V.,Sol & Mar Ltd,yes\n",
        encoding="utf-8-sig",
    )
    lines = [line.split("\t") for line in told(pairs)]
    assert lines[0] == ["matched", "score", "rule", "a", "b"]
    assert lines[1][0] == "yes"
    assert "order" in lines[1][2]
    assert lines[2][::2] == ["no", "no_shared_sound", "Olga Petrova"]
    assert lines[3][0] == "yes"
    assert lines[-1] == ["# 3 pairs: 2 matched, 1 not, 0.6667 matched"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "must name the columns a and b"),
        (b"a,c\nx,y\n", "b not found"),
        (b"a,b\n", "holds no pair"),
        (b"a,b\nAmina,\n", "Line 2: both a and b"),
        (b"a,b\nAmina,Yusuf, Ali\n", "Line 2 has more cells"),
        (b"a,b,organisation\nx,y,perhaps\n", "Line 2: organisation"),
        (b'a,b\n"x,y\n', "is not a CSV file"),
        (b"a,b\n\xff\xfe,y\n", "is not UTF-8"),
        (b"a,b\n" + b"x" * 10_001 + b",y\n", "Line 2: a name has more"),
    ],
)
def test_a_file_that_is_none_is_told_apart(tmp_path: Path, content: bytes, said: str) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_bytes(content)
    with pytest.raises(CommandError, match=said) as refusal:
        told(pairs)
    assert refusal.value.returncode == 2


def test_a_missing_file_is_told() -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        told(NAMES / "nowhere.csv")


@pytest.mark.parametrize(
    ("mine", "theirs", "score", "why"),
    [
        ("1990-02-28", "1990-02-28", 0.85, "born"),
        ("1990-02-28", "1990", 0.78, "born_year"),
        ("1990", "1990", 0.78, "born_year"),
        ("1990", "1995-01-01", 0.75, "born_apart"),
    ],
)
def test_a_birth_date_supports_and_never_speaks_against(
    mine: str, theirs: str, score: float, why: str
) -> None:
    found = with_births(Match(0.75, ("spelling",)), mine, theirs)
    assert (round(found.score, 2), found.reasons) == (score, ("spelling", why))
    assert with_births(Match(0.75, ("spelling",)), mine, "") == Match(0.75, ("spelling",))
