"""Text of people on paper."""

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """Text as somebody wrote it, with the direction it runs in: paper has no `dir="auto"`."""

    text: str
    direction: str


def piece(text: str) -> Piece:
    """Return the text with the direction of its first letter that has one."""
    for letter in text:
        strong = unicodedata.bidirectional(letter)
        if strong in {"L", "R", "AL"}:
            return Piece(text, "ltr" if strong == "L" else "rtl")
    return Piece(text, "ltr")


def paragraphs(text: str) -> list[Piece]:
    return [piece(part.strip()) for part in re.split(r"\n\s*\n", text) if part.strip()]
