"""Bundles of a list, what the page says of one, and what goes into it."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cases.models import Case
from clinic.access.actor import Actor
from clinic.access.refusals import NotVisible
from clinic.files.bundling import NotBundled, Part, Source, bundled, pages_in
from clinic.files.queries import read_all
from clinic.notices.pulses import is_late
from clinic.notices.queries import last_turn
from clinic.pages.document import RenderFailed, pdf_of
from clinic.pages.paging import Page, page_of
from clinic.tenancy.models import Clinic
from clinic.vault.keyring import TamperedError
from documents.models import Bundle, Exhibit, ExhibitList, Revision
from documents.policy import visible_bundles
from documents.queries.exhibits import numbered, rows_in
from documents.queries.freezing import digest_of_list, told_of, weight_of
from documents.queries.translations import filed_behind, standing_behind
from documents.rules import bundles as rules
from documents.rules.exhibits import DRAFT, FINAL, FORUMS, label_of

MOST_SHOWN = 20
PDF = "application/pdf"
# How often the index may grow by a page before its numbers stand.
MOST_TURNS = 5


class NotMade(Exception):
    """`code`: why a bundle is not made, as `rules.bundles.failure_of` makes it."""

    def __init__(self, code: str, number: int | None = None) -> None:
        super().__init__(code)
        self.code = rules.failure_of(code, number)


@dataclass(frozen=True)
class State:
    """How far a bundle is. `code`: waiting, ready, failed or expired."""

    code: Literal["waiting", "ready", "failed", "expired"]
    label: str
    tone: str
    text: str = ""


@dataclass(frozen=True)
class Content:
    """What goes into a bundle, opened: nothing below touches the database."""

    title: str
    clinic: str
    forum: str
    paper: str
    is_draft: bool
    version: int
    edition: int
    first_page: int
    # label, title, heading, and the files that stand behind this mark
    exhibits: list[tuple[int, str, str, str, list[Source]]]


@dataclass(frozen=True)
class Made:
    pdf: bytes
    pages: int
    contents: list[list[Any]]


def bundle_of(actor: Actor, pk: UUID) -> Bundle:
    """Return a bundle. :raises NotVisible: there is none for this actor"""
    related = ("key", "file__key", "requested_by__user", "exhibit_list__case__client__key",
               "exhibit_list__case__key", "exhibit_list__key")  # fmt: skip
    found = visible_bundles(actor).select_related(*related).filter(pk=pk).first()
    if found is None:
        raise NotVisible("bundle")
    return found


def bundles_in(actor: Actor, case: Case) -> QuerySet[Bundle]:
    return visible_bundles(actor).filter(exhibit_list__case=case)


def bundles_of(actor: Actor, exhibit_list: ExhibitList) -> list[tuple[Bundle, State]]:
    """Return the bundles of a list, the latest first."""
    rows = visible_bundles(actor).filter(exhibit_list=exhibit_list).order_by("-id")
    found = list(rows.select_related("requested_by__user")[:MOST_SHOWN])
    for row in found:
        row.exhibit_list = exhibit_list
    return [(row, plain_state(row)) for row in found]


def bundles_page(actor: Actor, exhibit_list: ExhibitList, *, after: str | None) -> Page[Bundle]:
    rows = visible_bundles(actor).filter(exhibit_list=exhibit_list)
    return page_of(rows.select_related("exhibit_list", "key"), order=["-id"], after=after)


def being_made(exhibit_list: ExhibitList) -> Bundle | None:
    """Return the bundle of this version of a list that is asked for already, or there."""
    rows = Bundle.objects.filter(
        exhibit_list=exhibit_list, list_version=exhibit_list.version, expires_at__gt=timezone.now(),
        status__in=(rules.QUEUED, rules.RENDERING, rules.READY),
    )  # fmt: skip
    return rows.order_by("-id").first()


def has_expired(bundle: Bundle) -> bool:
    return bundle.status == rules.EXPIRED or bundle.expires_at <= timezone.now()


def state_of(bundle: Bundle) -> State:
    """Say where a bundle is, and when nobody is there to make it."""
    state = plain_state(bundle)
    if state.code == "waiting" and is_late(last_turn()):
        late = _("The background worker does not answer. Your request is kept and goes on with it.")
        return State(state.code, state.label, state.tone, late)
    return state


def plain_state(bundle: Bundle) -> State:
    if has_expired(bundle):
        text = _("It was removed after its time. Make it again: the pages are the same.")
        return State("expired", _("Removed"), "quiet", text)
    if bundle.status == rules.READY:
        return State("ready", _("Ready"), "good")
    if bundle.status == rules.FAILED:
        style, number = bundle.exhibit_list.style, bundle.failed_at
        mark = label_of(style, number) if number else ""
        text = rules.failure_text(bundle.failure, mark)
        return State("failed", _("Failed"), "danger", text)
    if bundle.attempts > 1:
        text = _("The work was interrupted and has begun again. Nothing is lost.")
    elif bundle.status == rules.RENDERING:
        text = _("It is being made now. You can go on working; it will be here.")
    else:
        text = _("It waits for a free worker. You can go on working; it will be here.")
    return State("waiting", _("Getting ready"), "info", text)


def too_large_for(bundle: Bundle) -> int:
    """Return how many bytes the forum takes in one file, if the bundle is larger; else 0."""
    most = FORUMS[bundle.exhibit_list.forum].most_bytes
    return most if most and (bundle.size or 0) > most else 0


def content_of(clinic: Clinic, exhibit_list: ExhibitList) -> Content:
    """Open what goes into a bundle. :raises NotMade: why it cannot be made"""
    rows = rows_in(exhibit_list)
    if not rows:
        raise NotMade("list_empty")
    frozen = exhibit_list.state == FINAL
    behind = filed_behind(rows) if frozen else standing_behind(rows)
    if weight_of(rows, behind) > rules.MOST_BYTES:
        raise NotMade("too_large")
    if frozen and digest_of_list([told_of(row) for row in rows]) != exhibit_list.digest:
        raise NotMade("list_altered")
    with translation.override("en"):
        exhibits = [
            (number, label_of(exhibit_list.style, number), row.title or "", row.heading or "",
             _sources(row, number, behind[row.pk], frozen=frozen))
            for number, row in numbered(exhibit_list, rows)
        ]  # fmt: skip
        forum = str(FORUMS[exhibit_list.forum].label)
    return Content(
        exhibit_list.title or "", clinic.name, "" if exhibit_list.forum == "other" else forum,
        rules.paper_of(clinic.jurisdiction), exhibit_list.state == DRAFT, exhibit_list.version,
        exhibit_list.edition, _first_page(exhibit_list), exhibits,
    )  # fmt: skip


def _sources(
    row: Exhibit, number: int, behind: Sequence[Revision], *, frozen: bool
) -> list[Source]:
    """Open what stands behind a mark: the document, its translation, the certificate."""
    digests = [row.digest, *(digest for _pk, digest in row.behind or ())]
    found = []
    for place, revision in enumerate((row.revision, *behind)):
        try:
            content = read_all(revision.file)
        except TamperedError:
            raise NotMade("altered", number) from None
        if frozen and hashlib.sha256(content).hexdigest() != digests[place]:
            raise NotMade("altered", number)
        found.append(Source(revision.file.media_type, content))
    return found


def _first_page(exhibit_list: ExhibitList) -> int:
    """Return the page that a bundle begins with: behind the last one that was filed before."""
    if exhibit_list.continues_id is None:
        return 1
    rows = Bundle.objects.filter(
        exhibit_list=exhibit_list.continues_id, of_draft=False, pages__isnull=False
    )
    before = rows.order_by("-id").first()
    return before.last_page + 1 if before else 1


def made_of(content: Content) -> Made:
    """Set cover, index and sheets, and put all of it together; without the database.

    :raises NotMade: why not
    """
    try:
        with translation.override("en"):
            return _made_of(content)
    except RenderFailed as error:
        raise NotMade(error.code) from error


def _made_of(content: Content) -> Made:
    files: list[Source] = []
    owners: list[int] = []
    for number, _label, _title, _heading, sources in content.exhibits:
        files += sources
        owners += [number] * len(sources)
    lengths = _lengths(content, _counted(files, owners, content.paper))
    front, contents = _front(content, lengths)
    sheets = _set("sheets", content, {})
    if pages_in([Source(PDF, sheets)], content.paper) != [len(content.exhibits)]:
        raise NotMade("render_failed")
    try:
        pages, pdf = bundled(
            [Source(PDF, front), Source(PDF, sheets), *files], _parts(content),
            paper=content.paper, first=content.first_page, title="Exhibits",
        )  # fmt: skip
    except NotBundled as error:
        raise NotMade(error.code, _owner(error.file, [0, 0, *owners])) from None
    return Made(pdf, pages, contents)


def _parts(content: Content) -> list[Part]:
    """Return the pages of a bundle in their order: cover and index, then mark after mark."""
    draft = "DRAFT   " if content.is_draft else ""
    parts, file = [Part(0, stamp=draft.strip(), outline="Index")], 2
    for place, (_number, label, title, _heading, sources) in enumerate(content.exhibits):
        stamp = f"{draft}{label}"
        parts.append(Part(1, place, place + 1, stamp, f"{label}: {title}"))
        parts += [Part(file + each, stamp=stamp) for each in range(len(sources))]
        file += len(sources)
    return parts


def _counted(files: list[Source], owners: list[int], paper: str) -> list[int]:
    try:
        return pages_in(files, paper)
    except NotBundled as error:
        raise NotMade(error.code, _owner(error.file, owners)) from None


def _owner(file: int | None, owners: list[int]) -> int | None:
    """Return the number of the exhibit that a file stands behind; none for our own pages."""
    return (owners[file] or None) if file is not None else None


def _lengths(content: Content, counted: list[int]) -> list[int]:
    """Return how many pages stand behind each mark, its sheet among them."""
    left = iter(counted)
    return [1 + sum(next(left) for _source in one[4]) for one in content.exhibits]


def _front(content: Content, lengths: list[int]) -> tuple[bytes, list[list[Any]]]:
    """Return cover and index, and where each exhibit begins: as long as the index itself is."""
    own = 2
    for _turn in range(MOST_TURNS):
        contents, page = [], content.first_page + own
        for (_number, label, title, heading, _files), length in zip(
            content.exhibits, lengths, strict=True
        ):
            contents.append([label, title, heading, page, length])
            page += length
        said = {"contents": contents, "last": page - 1}
        front = _set("front", content, said)
        (now,) = pages_in([Source(PDF, front)], content.paper)
        if now == own:
            return front, contents
        own = now
    raise NotMade("render_failed")


def _set(page: str, content: Content, more: dict[str, Any]) -> bytes:
    html = render_to_string(f"documents/bundle_{page}.html", {"it": content, **more})
    css = render_to_string("documents/bundle.css")
    return pdf_of(html, f"{css}\n@page {{ size: {content.paper}; }}\n")
