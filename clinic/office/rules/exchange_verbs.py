"""What is said of lists that came in and of copies of the clinic."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LISTS: dict[str, Promise] = {
    "import.uploaded": _("Uploaded a list"),
    "import.confirmed": _("Let a list come in"),
    "import.advanced": _("Rows of a list came in"),
    "import.failed": _("A list could not be read on"),
    "import.stopped": _("Stopped a list"),
    "import.resumed": _("Went on with a list"),
    "import.closed": _("Was done with a list: its file is gone"),
    "import.expired": _("A list nobody was done with went: its file is gone"),
    "row.imported": _("A row came in"),
    "row.held": _("A row waits: it may be somebody who is there"),
    "row.refused": _("A row did not come in"),
    "row.decided": _("Decided about a row that may be somebody who is there"),
}
COPIES: dict[str, Promise] = {
    "import.report_downloaded": _("Downloaded the rows that did not come in"),
    "export.requested": _("Asked for a copy of the whole clinic"),
    "export.agreed": _("Agreed to a copy of the whole clinic"),
    "export.refused": _("Refused a copy of the whole clinic"),
    "export.made": _("A copy of the whole clinic was made"),
    "export.failed": _("A copy of the whole clinic could not be made"),
    "export.taken": _("Downloaded a copy of the whole clinic"),
    "export.expired": _("A copy of the whole clinic was removed"),
}
EXCHANGE_SERVICES: dict[str, Promise] = {
    "importer": _("Import service"),
    "exporter": _("Copy service"),
}
EXCHANGE_DETAILS: dict[str, Promise] = {
    "import": _("List"),
    "row": _("Row of the list"),
    "files": _("Files"),
    "held": _("Held for a person"),
    "bad": _("Not imported"),
    "left": _("Left out"),
}
