"""No wrong date and no wrong number is proposed; what is not read surely is left empty."""

from datetime import date
from functools import cache
from io import BytesIO
from time import perf_counter
from typing import Any

import pytest
from pypdf import PdfWriter

from clinic.files.pdf_text import text_layer
from clinic.files.text_layer import Unreadable, text_layer_of
from filings.rules.reading import FIELDS, Page, Reading, has_text, pages_from, read, too_much
from filings.rules.reading.dates import dates_in, time_in
from tests.filings.agency_letters import Letter, letters, pdf
from tests.sealed import PDF

# How much of what the letters say is told surely: 100 of 100 fields of the letters that the reader
# was written along, 71 of 77 of those that came after it. Figures of the first reading of those:
# docs/decisions, "A letter is read by rules".
LEAST = {"before": 1.0, "after": 0.92}
# Here one of two contradicting passages alone would be believed, and rightly.
CONTRADICT = {
    "rfe_two_due_dates", "biometrics_several_cases", "approval_i918a_family", "hearing_cancelled",
    "bia_sequential_briefs",
}  # fmt: skip


@cache
def raw(name: str) -> list[dict[str, Any]]:
    return text_layer(pdf(name))


def told(reading: Reading) -> dict[str, Any]:
    return {
        each.field: each.value.isoformat() if isinstance(each.value, date) else each.value
        for each in reading.proposals
        if each.value is not None
    }


@pytest.mark.parametrize("letter", letters(), ids=lambda letter: f"{letter.half}-{letter.name}")
def test_nothing_wrong_is_proposed(letter: Letter) -> None:
    proposed = told(read(pages_from(raw(letter.name))))
    assert proposed.items() <= letter.says.items()


@pytest.mark.parametrize("half", LEAST)
def test_most_of_what_the_letters_say_is_read(half: str) -> None:
    said = read_surely = 0
    for letter in letters():
        if letter.half == half:
            said += len(letter.says)
            read_surely += len(told(read(pages_from(raw(letter.name)))))
    assert read_surely >= LEAST[half] * said


def test_a_letter_with_a_hole_anywhere_is_not_read_wrongly() -> None:
    """Take away one stretch after the other, as an empty box or a badly drawn page would."""
    wrong = []
    for letter in letters():
        for hole, pages in holes(raw(letter.name)):
            for field, value in told(read(pages_from(pages))).items():
                right = letter.says.get(field)
                alone = right is None and letter.name in CONTRADICT
                if value != right and not alone and field != "appointment_place":
                    wrong.append(f"{letter.name} without {hole!r}: {field} {value}, not {right}")
    assert wrong == []


def holes(pages: list[dict[str, Any]]) -> Any:
    for number, page in enumerate(pages):
        ends = [run[0] for run in page["runs"][1:]] + [len(page["text"])]
        for place, (run, end) in enumerate(zip(page["runs"], ends, strict=True)):
            gone = page["text"][run[0] : end]
            blank = "".join(sign if sign == "\n" else " " for sign in gone)
            left = {
                "text": page["text"][: run[0]] + blank + page["text"][end:],
                "runs": page["runs"][:place] + page["runs"][place + 1 :],
            }
            yield gone.strip(), [*pages[:number], left, *pages[number + 1 :]]


def test_every_proposal_points_at_its_words() -> None:
    reading = read(pages := pages_from(raw("rfe_i914_printed_and_days")))
    assert tuple(each.field for each in reading.proposals) == FIELDS
    where = reading.of("printed_due_date").passages
    assert {pages[each.page - 1].text[each.start : each.end] for each in where} == {"June 1, 2026"}
    assert len(where) == 2
    number = reading.of("receipt_number").passages[0]
    assert pages[0].text[number.start : number.end] == "IOE0931400033"


def test_what_differs_is_shown_with_every_place_and_left_empty() -> None:
    due = read(pages_from(raw("rfe_two_due_dates"))).of("printed_due_date")
    assert (due.value, due.why) == (None, "differ")
    assert {each.value for each in due.found} == {date(2026, 7, 28), date(2026, 7, 31)}


def test_a_page_without_text_is_named_and_a_scan_is_known() -> None:
    scan = pages_from(text_layer(PDF))
    assert not has_text(scan)
    assert read([*pages_from(raw("noid_i914_letter")), Page(2, "")]).silent == (2,)


@pytest.mark.parametrize(
    ("text", "day_first", "expected"),
    [
        ("March 6, 2026", False, date(2026, 3, 6)),
        ("Sept. 6th 2026", False, date(2026, 9, 6)),
        ("06 March 2026", None, date(2026, 3, 6)),
        ("06-MAR-2026", None, date(2026, 3, 6)),
        ("2026-03-06", None, date(2026, 3, 6)),
        ("03/06/2026", False, date(2026, 3, 6)),
        ("03/06/2026", True, date(2026, 6, 3)),
        ("03/06/2026", None, None),
        ("06/06/2026", None, date(2026, 6, 6)),
        ("13/06/2026", False, None),
        ("February 30, 2026", False, None),
        ("March 6, 1899", False, None),
    ],
)
def test_a_day_is_told_only_where_it_can_be(
    text: str, day_first: bool | None, expected: date | None
) -> None:
    assert [each.day for each in dates_in(f"On {text} you", day_first=day_first)] == [expected]


@pytest.mark.parametrize("text", ["01/20/25", "#12/31/2026", "8 CFR 103.2(b)", "1-800-375-5283"])
def test_what_is_no_day_is_not_taken_for_one(text: str) -> None:
    assert list(dates_in(text, day_first=False)) == []


def test_a_time_without_its_half_of_the_day_is_not_told() -> None:
    assert time_in("at 8:30")[0] is None  # type: ignore[index]
    assert time_in("at 08:30 A.M.")[0] == "08:30"  # type: ignore[index]
    assert time_in("at 12:15 pm")[0] == "12:15"  # type: ignore[index]


def written(**options: Any) -> bytes:
    writer, target = PdfWriter(BytesIO(pdf("rejection_i765"))), BytesIO()
    if options.get("locked"):
        writer.encrypt("a secret", algorithm="AES-256")
    for _ in range(options.get("pages", 0)):
        writer.add_blank_page(width=595, height=842)
    writer.write(target)
    return target.getvalue()


def bomb() -> bytes:
    """Return a small PDF whose page unpacks to far more drawing than a letter has."""
    from pypdf.generic import NameObject, StreamObject

    writer, target = PdfWriter(), BytesIO()
    page = writer.add_blank_page(width=595, height=842)
    stream = StreamObject()
    stream.set_data(b"BT (x) Tj ET\n" * 3_000_000)
    page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
    writer.write(target)
    return target.getvalue()


def test_what_cannot_be_read_says_why_and_takes_nobody_along() -> None:
    assert text_layer_of(pdf("rejection_i765")) == raw_again("rejection_i765")
    hostile = {
        "encrypted": written(locked=True),
        "too_long": written(pages=60),
        "broken": b"%PDF-1.7\nnothing of the kind",
    }
    for code, content in hostile.items():
        with pytest.raises(Unreadable, match=code):
            text_layer_of(content)


def test_a_pdf_that_unpacks_without_end_is_stopped() -> None:
    with pytest.raises(Unreadable, match=r"too_heavy|too_long|broken"):
        text_layer_of(bomb())


def raw_again(name: str) -> list[dict[str, Any]]:
    """As the child's JSON brings it: lists for tuples."""
    return [{"text": p["text"], "runs": [list(run) for run in p["runs"]]} for p in raw(name)]


def test_a_page_made_to_run_long_is_refused_before_it_is_read() -> None:
    """Ten thousand stretches on a page, drawn in one run: a worker would be busy for an hour."""
    page = {"text": "A   " * 10_000, "runs": [(0, 10, 700, 10)]}
    began = perf_counter()
    assert too_much(pages_from([page] * 3))
    assert perf_counter() - began < 5
    letter = {"text": "RFE\n" * 100, "runs": [(4 * n, 10, 700 - 5 * n, 10) for n in range(100)]}
    assert not too_much(pages_from([letter] * 60))
