"""Kinds of documents, and how an upload arrives in parts. Pure."""

from documents.rules.kinds import KINDS as KINDS
from documents.rules.kinds import LONGEST_NOTE as LONGEST_NOTE
from documents.rules.kinds import LONGEST_TITLE as LONGEST_TITLE
from documents.rules.kinds import ORIGINALS as ORIGINALS
from documents.rules.parts import MOST_BYTES as MOST_BYTES
from documents.rules.parts import MOST_UNFINISHED as MOST_UNFINISHED
from documents.rules.parts import PART_BYTES as PART_BYTES
from documents.rules.parts import STALE as STALE
from documents.rules.parts import part_size as part_size
