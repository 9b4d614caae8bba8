"""A sealed file opens whole and as it was, or not at all."""

import io
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.files.stream import CHUNK, HEAD, SEALED_CHUNK, Sealer, new_file_key, opened, sealed
from clinic.vault.keyring import TamperedError

KEY = new_file_key()
PLAIN = b"A name nobody else may read. " * 8000  # four chunks
SEALED = b"".join(sealed(KEY, [PLAIN]))
SECOND = HEAD + SEALED_CHUNK


def open_all(content: bytes, key: bytes = KEY) -> bytes:
    return b"".join(opened(key, io.BytesIO(content)))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_every_size_comes_back(size: int) -> None:
    plain = b"x" * size
    assert open_all(b"".join(sealed(KEY, [plain]))) == plain


@given(st.lists(st.binary(max_size=CHUNK), max_size=6))
def test_it_does_not_matter_in_which_pieces_it_arrives(pieces: list[bytes]) -> None:
    assert open_all(b"".join(sealed(KEY, pieces))) == b"".join(pieces)


def test_nothing_of_it_stands_in_clear() -> None:
    assert b"nobody" not in SEALED


ALTERED: dict[str, Callable[[bytes], bytes]] = {
    "a flipped bit": lambda it: it[:SECOND] + bytes([it[SECOND] ^ 1]) + it[SECOND + 1 :],
    "cut at a chunk": lambda it: it[:SECOND],
    "cut inside a chunk": lambda it: it[: SECOND + 100],
    "cut to its head": lambda it: it[:HEAD],
    "nothing": lambda it: b"",
    "two chunks exchanged": lambda it: (
        it[:HEAD]
        + it[SECOND : SECOND + SEALED_CHUNK]
        + it[HEAD:SECOND]
        + it[SECOND + SEALED_CHUNK :]
    ),
    "a chunk repeated": lambda it: it[:SECOND] + it[HEAD:],
    "a chunk left out": lambda it: it[:HEAD] + it[SECOND:],
    "something added": lambda it: it + b"more",
    "another file's head": lambda it: b"".join(sealed(KEY, [b"other"]))[:HEAD] + it[HEAD:],
    "another magic": lambda it: b"ALC9" + it[4:],
}


@pytest.mark.parametrize("how", ALTERED)
def test_an_altered_file_does_not_open(how: str) -> None:
    with pytest.raises(TamperedError):
        open_all(ALTERED[how](SEALED))


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(TamperedError):
        open_all(SEALED, new_file_key())


def test_two_files_of_one_content_share_no_byte_order() -> None:
    again = b"".join(sealed(KEY, [PLAIN]))
    assert again[HEAD:SECOND] != SEALED[HEAD:SECOND]


def test_the_sealer_counts_plain_bytes() -> None:
    sealer = Sealer(KEY)
    sealer.feed(b"12345")
    sealer.finish()
    assert sealer.size == 5
