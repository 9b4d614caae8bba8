"""The catalogue of filings: complete, sourced, and a pack that is wrong does not load."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from clients.rules.identifiers import IdentifierError
from clinic.services.places import ROOT
from filings.rules.catalogue import PackError
from filings.rules.forms import FILING_PACKS, FORMS, SHIPPED, by_code, read_filings
from filings.rules.identifiers import found_by, normalised

PACK = """
jurisdiction = "us-ca"
version = "1"
[identifier.court]
name = "Court number"
kind = "reference"
format = '^[A-Z]{2}\\d{4}$'
example = "CR1234"
[[filing]]
code = "VAC-CA"
name = "Vacatur in California"
body = "Superior court"
lifecycle = "C"
prerequisites = "An arrest or conviction."
identifiers = ["court"]
fees = [{ amount = "10.50", currency = "USD" }]
editions = [{ edition = "01/01/26", valid_from = 2026-01-01, valid_to = 2026-06-30 }]
source = "Penal Code 236.14"
mark = "K"
verify_with_counsel = true
[[filing.proposes]]
on = ["granted"]
form = "VAC-CA"
text = "Another one."
[[filing.starts]]
on = "denied"
rule = "us.civil.1595"
day = "accrued"
"""


@dataclass(frozen=True)
class Line:
    codes: tuple[str, ...]
    body: str
    lifecycle: str
    mark: str


def lines_of_the_table() -> Iterator[Line]:
    text = (ROOT / "docs" / "filings.md").read_text(encoding="utf-8")
    table = text.partition("| codes |")[2].partition("\n\n")[0]
    for line in table.splitlines()[2:]:
        codes, _filing, body, lifecycle, mark = [
            each.strip() for each in line.strip("|").split("|")
        ]
        yield Line(tuple(codes.split(", ")), body, lifecycle, mark)


def test_the_table_and_the_packs_name_the_same_filings() -> None:
    told = {code: line for line in lines_of_the_table() for code in line.codes}
    assert set(told) == set(FORMS)
    for code, line in told.items():
        form = FORMS[code]
        assert (line.body, line.lifecycle, line.mark) == (form.body, form.lifecycle, form.mark), (
            code
        )


def test_every_pack_in_the_folder_is_read() -> None:
    assert {path.stem for path in FILING_PACKS.glob("*")} == set(SHIPPED)


def test_every_filing_says_where_it_comes_from_and_has_a_number() -> None:
    for form in FORMS.values():
        assert form.source
        assert form.verify_with_counsel is True
        assert form.identifiers
        assert form.pack_version


def test_a_pack_gives_its_filings() -> None:
    (form,) = read_filings(PACK)
    assert (form.code, form.jurisdiction, form.pack_version) == ("VAC-CA", "us-ca", "1")
    assert form.identifiers[0].name == "Court number"
    assert by_code([form])["VAC-CA"] is form


@pytest.mark.parametrize(
    ("sound", "broken"),
    [
        ('source = "Penal Code 236.14"', 'source = " "'),
        ('source = "Penal Code 236.14"\n', ""),
        ("verify_with_counsel = true", "verify_with_counsel = false"),
        ("verify_with_counsel = true", 'verify_with_counsel = "yes"'),
        ('lifecycle = "C"', 'lifecycle = "X"'),
        ('lifecycle = "C"', 'lifecycle = "C"\nreward = 3'),
        ('lifecycle = "C"', 'lifecycle = "C"\nbegins = ["granted"]'),
        ('lifecycle = "C"', 'lifecycle = "C"\nbegins = "filed"'),
        ('lifecycle = "C"', 'lifecycle = "C"\nmatters = "vacatur"'),
        ('lifecycle = "C"', 'lifecycle = "C"\nmatters = ["expungement"]'),
        ('lifecycle = "C"', 'lifecycle = "C"\nmatters = ["vacatur", "vacatur"]'),
        ('on = ["granted"]', 'on = ["approved"]'),
        ('on = "denied"', 'on = "refused"'),
        ('code = "VAC-CA"', 'code = "vacatur"'),
        ('name = "Vacatur in California"', "name = 3"),
        ('identifiers = ["court"]', 'identifiers = ["courts"]'),
        ('amount = "10.50"', "amount = 10.5"),
        ('amount = "10.50"', 'amount = "-1"'),
        ('amount = "10.50"', 'amount = "ten"'),
        ('currency = "USD"', 'currency = "$"'),
        ("valid_to = 2026-06-30", "valid_to = 2025-06-30"),
        ('example = "CR1234"', 'example = "CR12"'),
        ('kind = "reference"', 'kind = "barcode"'),
        (r"^[A-Z]{2}\d{4}$", r"^([A-Z]+)+$"),
        (r"^[A-Z]{2}\d{4}$", r"^[A-Z0-9]{0,9}[A-Z0-9]{0,9}[A-Z0-9]{0,9}$"),
        ('jurisdiction = "us-ca"', 'jurisdiction = "California!"'),
        ("[[filing]]", "[[filings]]"),
        ("[[filing]]", "[[filing]"),
    ],
)
def test_a_wrong_pack_does_not_load(sound: str, broken: str) -> None:
    assert sound in PACK
    with pytest.raises(PackError):
        read_filings(PACK.replace(sound, broken, 1))


@pytest.mark.parametrize(
    ("sound", "broken", "says"),
    [
        ('form = "VAC-CA"', 'form = "VAC-NY"', "no filing VAC-NY"),
        ('rule = "us.civil.1595"', 'rule = "us.civil.999"', "us.civil.999"),
        ('day = "accrued"', 'day = "moved"', "takes no fact moved"),
    ],
)
def test_a_pack_that_leads_nowhere_does_not_load(sound: str, broken: str, says: str) -> None:
    with pytest.raises(PackError, match=says):
        by_code(read_filings(PACK.replace(sound, broken, 1)))


def test_two_filings_of_one_code_do_not_load() -> None:
    with pytest.raises(PackError, match="two of this code"):
        by_code(read_filings(PACK) + read_filings(PACK))


@pytest.mark.parametrize(
    ("code", "kind", "typed", "kept"),
    [
        ("I-914", "receipt", "ioe 0123-456 789", "IOE0123456789"),
        ("EOIR-26", "a_number", "1234567", "A001234567"),
        ("EOIR-26", "a_number", "A012 345 678", "A012345678"),
        ("VAC-F", "docket", "1:26-CR-1234-ABC", "1:26-cr-01234"),
        ("CIV", "docket", "01:26–cv–01234", "01:26-cv-01234"),
        ("NRM", "nrm_reference", " NRM/0012345 ", "NRM/0012345"),
    ],
)
def test_a_number_is_kept_in_one_form(code: str, kind: str, typed: str, kept: str) -> None:
    (identifier,) = [each for each in FORMS[code].identifiers if each.code == kind]
    assert normalised(identifier, typed) == kept


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        ("I-914", "ABC0123456789"),
        ("I-914", "IOE98765"),
        ("EOIR-26", "123456"),
        ("CIV", "26-cv-98765"),
        ("CIV", "1:26-civ-01234"),
        ("NRM", "none"),
        ("NRM", "1" * 61),
    ],
)
def test_a_number_that_is_none_is_refused_and_not_repeated(code: str, typed: str) -> None:
    with pytest.raises(IdentifierError) as refused:
        normalised(FORMS[code].identifiers[0], typed)
    assert not re.search(re.escape(typed), refused.value.message)


def test_a_reference_is_found_however_it_is_spaced() -> None:
    assert found_by("reference", "NRM/0012345") == found_by("reference", "nrm 0012345")


def test_an_edition_and_a_fee_hold_on_their_days() -> None:
    (form,) = read_filings(PACK)
    assert [each.edition for each in form.editions_on(date(2026, 6, 30))] == ["01/01/26"]
    assert form.editions_on(date(2026, 7, 1)) == ()
    assert str(form.fee_on(date(2026, 7, 1)).amount) == "10.50"  # type: ignore[union-attr]
    assert FORMS["I-485T"].fee_on(date(2024, 3, 31)) is None
