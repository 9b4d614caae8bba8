"""Look for many words at once in whatever a run has left behind."""

import os
import re
import subprocess
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.everywhere.search.spelling import spellings

HEX = rb"\\x((?:[0-9a-f]{2}){4,})"


class Search:
    """Knows every spelling of every word; `in_bytes` says which of the words lie there."""

    def __init__(self, words: Iterable[str], folder: Path) -> None:
        self.meaning = {
            spelled: word for word in words for spelled in spellings(word) if b"\n" not in spelled
        }
        self.file = folder / "spellings"
        self.file.write_bytes(b"\n".join(self.meaning) + b"\n")

    def in_bytes(self, content: bytes) -> set[str]:
        """Return the words found, also across folded lines and inside what is compressed."""
        raw = b"\n\n".join(unhexed(content))
        layers = [content, raw, *unpacked(content), *unpacked(raw)]
        whole = b"".join(map(unfolded, layers))
        # grep looks for thousands of them at once; A and a are one, which hex and base64 allow.
        found = subprocess.run(
            ["grep", "-aoF", "-f", str(self.file)],
            input=whole.lower(), capture_output=True, env={"LC_ALL": "C"},
        )  # fmt: skip
        assert found.returncode in {0, 1}, found.stderr.decode()
        return {self.meaning[line] for line in set(found.stdout.split(b"\n")) if line}

    def in_folder(self, folder: Path, but: Iterable[Path] = ()) -> set[str]:
        """Look into every file below, and at their names."""
        content = [str(path).encode() for path in paths_below(folder)]
        content += [read(path) for path in files_below(folder) if not set(path.parents) & set(but)]
        return self.in_bytes(b"\n\n".join(content))


def paths_below(folder: Path) -> Iterator[Path]:
    """Give everything below; what goes away while it is read is passed over."""
    for place, folders, files in os.walk(folder):
        yield from (Path(place, name) for name in (*folders, *files))


def files_below(folder: Path) -> Iterator[Path]:
    return (path for path in paths_below(folder) if path.is_file() and not path.is_symlink())


def read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""  # gone meanwhile, as temporary files are


def unfolded(content: bytes) -> bytes:
    """Join what mail and base64 fold over several lines."""
    joined = content.replace(b"=\r\n", b"").replace(b"=\n", b"")
    return joined.translate(None, b"\r\n")


def unhexed(content: bytes) -> Iterator[bytes]:
    """Give the bytes that a dump writes as `\\x…`."""
    return (bytes.fromhex(found[1].decode()) for found in re.finditer(HEX, content))


def unpacked(content: bytes) -> Iterator[bytes]:
    """Give what is deflated in a PDF, or in gzip."""
    view = memoryview(content)  # a slice of it copies nothing
    for stream in re.finditer(rb"stream\r?\n", content):
        yield inflated(view[stream.end() :], zlib.MAX_WBITS)
    for packed in re.finditer(rb"\x1f\x8b\x08", content):
        yield inflated(view[packed.start() :], zlib.MAX_WBITS | 16)


def inflated(content: memoryview, bits: int) -> bytes:
    try:
        return zlib.decompressobj(bits).decompress(content, 10_000_000)
    except zlib.error:
        return b""
