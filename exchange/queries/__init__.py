"""Reads. Each starts from a `visible_*`."""

from exchange.queries.exports import (
    export_of,
    export_words,
    exports_page,
    exports_to_decide,
    is_over,
)
from exchange.queries.imports import (
    count_rows,
    ends_at,
    import_of,
    imports_page,
    kept_from,
    note_on,
    preview,
    report,
    row_lines,
    row_of,
    rows_page,
    shown_cells,
    state_words,
)
from exchange.queries.reading import seen_again

__all__ = [
    "count_rows",
    "ends_at",
    "export_of",
    "export_words",
    "exports_page",
    "exports_to_decide",
    "import_of",
    "imports_page",
    "is_over",
    "kept_from",
    "note_on",
    "preview",
    "report",
    "row_lines",
    "row_of",
    "rows_page",
    "seen_again",
    "shown_cells",
    "state_words",
]
