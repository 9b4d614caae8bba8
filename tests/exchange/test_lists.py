"""Lists as they come: no choice of a person, and no broken file, makes an error of ours."""

import pytest

from exchange.rules.tables import ENCODINGS, records, text_lines

TEXT = "Name;DOB\r\nZerthun Abbaye;1990\r\n"


@pytest.mark.parametrize("encoding", sorted(ENCODINGS))
@pytest.mark.parametrize("content", [b"", b"N", TEXT.encode(), TEXT.encode("utf-16"), b"\xff\xfe"])
def test_any_file_is_read_in_any_encoding(content: bytes, encoding: str) -> None:
    for size in (1, 5, 1_000):
        chunks = [content[start : start + size] for start in range(0, len(content), size)]
        lines = list(text_lines(chunks, encoding))
        assert lines == list(text_lines([content], encoding))
        list(records(lines, ";"))


def test_a_list_without_its_mark_is_read_where_it_is_so_chosen() -> None:
    lines = text_lines([TEXT.encode("utf-16-le")], "utf-16")
    assert [record.cells for record in records(lines, ";")] == [
        ("Name", "DOB"), ("Zerthun Abbaye", "1990"),
    ]  # fmt: skip
