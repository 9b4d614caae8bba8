"""The made-up letters are real PDFs with a text layer, and each is told field by field."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.filings.agency_letters import FIELDS, HALVES, LETTERS, letters, pdf


def test_every_letter_is_told_and_every_table_row_is_a_letter() -> None:
    told = {f"{each.half}/{each.name}" for each in letters()}
    there = {f"{half}/{path.stem}" for half in HALVES for path in (LETTERS / half).glob("*.html")}
    assert told == there
    assert {field for each in letters() for field in each.says} <= set(FIELDS)


@pytest.mark.parametrize("name", ["rfe_i914_printed_and_days", "hearing_master_notice"])
def test_a_letter_is_a_pdf_with_its_words_in_a_text_layer(name: str) -> None:
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf(name))).pages)
    assert "REQUEST FOR EVIDENCE" in text or "NOTICE OF HEARING" in text
