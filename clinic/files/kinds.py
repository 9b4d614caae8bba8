"""What may be stored, and whether a file is what it says it is."""

from types import MappingProxyType

import filetype

# media type -> endings under which it may come
ALLOWED = MappingProxyType(
    {
        "application/pdf": (".pdf",),
        "image/png": (".png",),
        "image/jpeg": (".jpg", ".jpeg"),
    }
)
ACCEPT = ",".join(ending for endings in ALLOWED.values() for ending in endings)
# Lists are text, which has no first bytes to know it by; they are kept for the import alone.
TABLE, TABLE_ENDINGS = "text/csv", (".csv", ".tsv", ".txt")
ARCHIVE = "application/zip"
# A stretch of a file whose other stretches are still to come.
PART = "application/octet-stream"
SNIFFED_BYTES = 8192


def sniff(first: bytes) -> str:
    """Return the media type that the first bytes speak of, or "" when it is none we know."""
    found = filetype.guess(first[:SNIFFED_BYTES])
    return str(found.mime) if found else ""


def is_what_it_says(name: str, media_type: str) -> bool:
    return name.lower().endswith(ALLOWED.get(media_type, ()))
