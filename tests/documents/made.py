"""What the tests of this room send."""

import io
import zlib
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.models import new_id
from documents import actions
from documents.models import Document
from documents.rules import PART_BYTES
from tests.sealed import sealed_upload

PDF = b"%PDF-1.7\n" + b"Marisol Quispe " * 900


def large(parts: float) -> bytes:
    """Return what begins as a PDF and is so many parts long."""
    head = b"%PDF-1.7\n"
    return head + b"Marisol Quispe says " * (int(parts * PART_BYTES - len(head)) // 20)


def picture(width: int = 30, height: int = 20) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(made, "PNG")
    return made.getvalue()


def bomb() -> bytes:
    """Return a PNG of 50,000 by 50,000 dots in some kilobytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        said = kind + body
        return len(body).to_bytes(4, "big") + said + zlib.crc32(said).to_bytes(4, "big")

    size = (50_000).to_bytes(4, "big") * 2
    dots = zlib.compress(b"\0" * 5_000_000, 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size + b"\x08\x02\0\0\0") + chunk(b"IDAT", dots)
        + chunk(b"IEND", b"")
    )  # fmt: skip


def keep(actor: Actor, case: Case, content: bytes = PDF, **said: Any) -> Document:
    what = {"kind": "declaration", "privilege": "shared", "title": "Her declaration"}
    return actions.add_document(
        actor, case=case, document_id=new_id(), file=sealed_upload(content, "scan.pdf"),
        **(what | said),
    )  # fmt: skip


def sent_file(content: bytes, name: str = "scan.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def on_disk(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]
