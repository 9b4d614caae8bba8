"""Writes: begin a list of exhibits, change what it is, make it final, go on behind it."""

import hashlib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.actions.locking import locked_case
from cases.models import Case, Matter
from cases.rules import PRIVILEGES
from clients.actions.rows import seat_of
from clinic.access.actions import action
from clinic.access.actor import Actor
from clinic.access.policy import require
from clinic.access.refusals import Blocked
from clinic.audit import record
from clinic.files.models import StoredFile
from clinic.files.queries import open_stream
from clinic.tenancy.models import new_id
from clinic.vault.keyring import TamperedError
from documents.actions.uploads import refuse_closed
from documents.models import Exhibit, ExhibitList
from documents.queries.exhibits import filings_in, numbered, rows_in, wants_reason
from documents.queries.freezing import digest_of_list, is_too_large, told_of
from documents.queries.translations import Standing, standings_on
from documents.rules.bundles import FAILURES
from documents.rules.exhibits import (
    CLOSED_TO_OTHERS,
    DISCARDED,
    DRAFT,
    FINAL,
    FORUMS,
    LIST_PRIVILEGES,
    STYLES,
    label_of,
)

SENT_TWICE = "sent_twice"
SAID = ("title", "forum", "style", "privilege", "matter_id", "filing_id")


@action("exhibit_list.made")
def make_list(actor: Actor, /, *, case: Case, list_id: UUID, **said: Any) -> ExhibitList:
    """Begin a list of exhibits.

    :param said: title, forum, style, privilege; matter, filing (its id) or none
    """
    require(actor, "exhibit.work", case)
    case = locked_case(case)
    refuse_closed(case)
    _refuse_twice(list_id)
    row = ExhibitList(
        pk=list_id, key=case.key, case=case, state=DRAFT, root_id=list_id, added_by=seat_of(actor)
    )
    _say(actor, row, **said)
    row.save(force_insert=True)
    record(actor, "exhibit_list.made", row, case_id=case.pk, detail={"forum": row.forum})
    return row


@action("exhibit_list.changed")
def change_list(
    actor: Actor, /, *, exhibit_list: ExhibitList, version: int, **said: Any
) -> ExhibitList:
    """Say otherwise what a draft is for, how its exhibits are marked, or who reads it."""
    require(actor, "exhibit.work", exhibit_list)
    row = locked_draft(exhibit_list, version)
    before = {name: getattr(row, name) for name in SAID}
    if row.edition > 1:
        said["style"] = row.style  # what was filed keeps its marks, and what follows goes on
    _say(actor, row, **said)
    changed = [name for name, was in before.items() if getattr(row, name) != was]
    if not changed:
        raise Blocked(_("Nothing was changed."), code="nothing_changed", target=row)
    if row.privilege != CLOSED_TO_OTHERS and _of_attorneys(row):
        raise _too_open(row)
    if "matter_id" in changed:  # the evidence of another matter has other lines
        Exhibit.objects.filter(exhibit_list=row).update(evidence="")
    save_list(row)
    record(actor, "exhibit_list.changed", row, case_id=row.case_id, changes=changed)
    return row


@action("exhibit_list.discarded")
def discard_list(
    actor: Actor, *, exhibit_list: ExhibitList, version: int, reason: str
) -> ExhibitList:
    """Give up a draft; it stays with the reason."""
    require(actor, "exhibit.work", exhibit_list)
    row = locked_draft(exhibit_list, version)
    if not reason.strip():
        raise Blocked(_("Say why, in a few words."), code="reason_missing", target=row)
    row.state, row.end_reason = DISCARDED, reason.strip()
    save_list(row)
    record(actor, "exhibit_list.discarded", row, case_id=row.case_id)
    return row


@action("exhibit_list.finished")
def finish_list(
    actor: Actor, *, exhibit_list: ExhibitList, version: int, untranslated: str = ""
) -> ExhibitList:
    """Freeze a list as it is filed: its marks, the version of each document, what they hold.

    :param untranslated: why one in another language goes without translation or certificate
    """
    require(actor, "exhibit.finish", exhibit_list)
    row = locked_draft(exhibit_list, version)
    exhibits = rows_in(row)
    _refuse_unfit(row, exhibits)
    languages = standings_on(exhibits)
    _refuse_untranslated(row, exhibits, languages, untranslated)
    if is_too_large(row):
        raise Blocked(str(FAILURES["too_large"]), code="list_too_large", target=row)
    row.untranslated = untranslated.strip() or None
    told = []
    for number, one in numbered(row, exhibits):
        one.number, one.digest = number, digest_of_file(row, one.revision.file, number)
        language = languages.get(one.document_id)
        one.behind = [
            [str(behind.pk), digest_of_file(row, behind.file, number)]
            for behind in (language.behind if language else ())
        ] or None
        one.save(update_fields=["number", "digest", "behind"])
        told.append(told_of(one))
    row.digest = digest_of_list(told)
    row.state, row.finished_at, row.finished_by = FINAL, timezone.now(), seat_of(actor)
    row.finish_id = new_id()
    save_list(row)
    record(
        actor, "exhibit_list.finished", row, case_id=row.case_id,
        detail={"exhibits": len(exhibits), "edition": row.edition},
    )  # fmt: skip
    return row


@action("exhibit_list.continued")
def continue_list(
    actor: Actor, *, exhibit_list: ExhibitList, list_id: UUID, title: str, privilege: str
) -> ExhibitList:
    """Begin a supplement to what was filed: its marks go on behind the last one."""
    require(actor, "exhibit.continue", exhibit_list)
    case = locked_case(exhibit_list.case)
    refuse_closed(case)
    _refuse_twice(list_id)
    before = _locked(exhibit_list)
    if before.state != FINAL:
        raise Blocked(_("Only a final list is continued."), code="not_final", target=before)
    if ExhibitList.objects.filter(continues=before).exclude(state=DISCARDED).exists():
        raise Blocked(
            _("There is a supplement to this list already. Go on there."),
            code="continued_already",
            target=before,
        )
    row = ExhibitList(
        pk=list_id, key=case.key, case=case, state=DRAFT, root_id=before.root_id,
        continues=before, edition=before.edition + 1, added_by=seat_of(actor),
        first_number=before.first_number + Exhibit.objects.filter(exhibit_list=before).count(),
    )  # fmt: skip
    _say(
        actor, row, title=title, forum=before.forum, style=before.style, privilege=privilege,
        matter=before.matter, filing=before.filing_id, keeps_filing=True,
    )  # fmt: skip
    row.save(force_insert=True)
    record(actor, "exhibit_list.continued", row, case_id=case.pk, detail={"edition": row.edition})
    return row


def _refuse_unfit(row: ExhibitList, exhibits: list[Exhibit]) -> None:
    if not exhibits:
        raise Blocked(_("There is no exhibit on this list yet."), code="list_empty", target=row)
    for number, one in numbered(row, exhibits):
        label = label_of(row.style, number)
        if one.document.removed_at is not None:
            text = _("The document of %(mark)s was taken out. Leave it out, or bring it back.")
            raise Blocked(text % {"mark": label}, code="exhibit_gone", target=row)
        if wants_reason(one.document) and not one.waiver:
            text = _("%(mark)s is kept for few. Say why it is filed all the same.")
            raise Blocked(text % {"mark": label}, code="waiver_missing", target=row)
    if row.privilege != CLOSED_TO_OTHERS and _of_attorneys(row):
        raise _too_open(row)


def _refuse_untranslated(
    row: ExhibitList, exhibits: list[Exhibit], languages: Mapping[UUID, Standing], reason: str
) -> None:
    for number, one in numbered(row, exhibits):
        language = languages.get(one.document_id)
        if language is not None and not language.is_certified and not reason.strip():
            text = _(
                "%(mark)s is in another language: %(what)s. Have it translated and certified, or "
                "say why it is filed as it is."
            )
            said = {"mark": label_of(row.style, number), "what": str(language.label).lower()}
            raise Blocked(text % said, code="untranslated", target=row)


def _of_attorneys(row: ExhibitList) -> bool:
    rows = Exhibit.objects.filter(exhibit_list=row, document__privilege=CLOSED_TO_OTHERS)
    return rows.exists()


def _too_open(row: ExhibitList) -> Blocked:
    text = _("A document of it is for attorneys alone, so the list must be for attorneys too.")
    return Blocked(text, code="list_too_open", target=row)


def digest_of_file(row: ExhibitList, file: StoredFile, number: int) -> str:
    """Return the SHA-256 of a file's content. :raises Blocked: it is not what was stored"""
    found = hashlib.sha256()
    try:
        for chunk in open_stream(file):
            found.update(chunk)
    except TamperedError as error:
        text = _("The stored file of %(mark)s was changed or is missing. Tell your administrator.")
        label = label_of(row.style, number)
        raise Blocked(text % {"mark": label}, code="file_altered", target=row) from error
    return found.hexdigest()


def _refuse_twice(list_id: UUID) -> None:
    if ExhibitList.objects.filter(pk=list_id).exists():
        raise Blocked(_("This was sent already; nothing was done twice."), code=SENT_TWICE)


def _say(
    actor: Actor, row: ExhibitList, *, title: str, forum: str, style: str, privilege: str,
    matter: Matter | None = None, filing: UUID | None = None, keeps_filing: bool = False,
) -> None:  # fmt: skip
    if forum not in FORUMS or style not in STYLES or privilege not in LIST_PRIVILEGES:
        raise ValueError("Not a list of exhibits.")
    require(actor, PRIVILEGES[privilege].capability)
    if not title.strip():
        raise Blocked(_("Give the list a title."), code="title_missing", target=row.case)
    same = keeps_filing or filing == row.filing_id
    if filing is not None and not same and filing not in filings_in(actor, row.case):
        raise Blocked(_("Choose a filing of this case."), code="other_case", target=row.case)
    if matter is not None and matter.case_id != row.case_id:
        raise Blocked(_("Choose a matter of this case."), code="other_case", target=row.case)
    row.title, row.forum, row.style, row.privilege = title.strip(), forum, style, privilege
    row.matter, row.filing_id = matter, filing


def _locked(exhibit_list: ExhibitList) -> ExhibitList:
    rows = ExhibitList.objects.select_for_update(of=("self",))
    return rows.select_related("key", "case__key", "matter").get(pk=exhibit_list.pk)


def locked_draft(exhibit_list: ExhibitList, version: int | None) -> ExhibitList:
    """Return a draft, locked. :raises Blocked: it is none any more, or another version stands

    Its case first, as whoever changes a document does: nobody closes one meanwhile, and two who
    each hold what the other waits for would both be stopped.
    """
    locked_case(exhibit_list.case)
    row = _locked(exhibit_list)
    if version is not None and row.version != version:
        raise Blocked(
            _("Somebody changed this meanwhile. Look at it again, then send once more."),
            code="changed_meanwhile",
            target=row,
        )
    if row.state != DRAFT:
        raise Blocked(
            _("This list is no draft any more. What comes later goes into a supplement."),
            code="not_a_draft",
            target=row,
        )
    refuse_closed(row.case)
    return row


def save_list(row: ExhibitList) -> None:
    row.version += 1
    row.save()
