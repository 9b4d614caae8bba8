"""What a list and its bundle hold beside the documents themselves, and who gets it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import Case
from clinic.access.actor import Actor
from clinic.tenancy.current import clinic_url
from documents import actions, queries
from documents.models import Bundle, Document, Translation
from documents.policy import visible_lists
from documents.queries.translations import standing_of
from tests.builders import browsing_as
from tests.documents.listed import begin, finish, fresh, put, supplement
from tests.documents.made import keep
from tests.documents.test_bundles import listed, make
from tests.documents.test_same_readers import open_to
from tests.documents.test_translations import certify, now, pair, say
from tests.files.test_bundling import paper
from tests.sealed import sealed_pdf

pytestmark = pytest.mark.django_db


def test_what_was_left_out_of_a_list_is_in_no_bundle_that_others_get(
    attorney: Actor, advocate: Actor, case: Case
) -> None:
    secret = keep(attorney, case, paper("a memo"), title="Memo of counsel", privilege="attorney")
    row = listed(attorney, case, Declaration=paper("her words"))
    one = put(attorney, row, secret, waiver="We may file it.")
    bundle = make(attorney, row)
    actions.leave_out(attorney, exhibit=one, version=fresh(attorney, row).version)
    finish(attorney, row)
    browser = browsing_as(advocate)
    page = browser.get(clinic_url("documents:exhibit_list", row.pk))
    assert page.status_code == 200
    assert "Memo of counsel" not in page.content.decode()
    for route in ("documents:bundle", "documents:download_bundle"):
        assert browser.get(clinic_url(route, bundle.pk)).status_code == 404, route
    assert browsing_as(attorney).get(clinic_url("documents:bundle", bundle.pk)).status_code == 200
    Bundle.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    actions.sweep_bundles()
    assert queries.bundle_of(attorney, bundle.pk).contents is None


def test_a_list_that_was_never_filed_with_it_stays_where_it_is(
    attorney: Actor, advocate: Actor, case: Case
) -> None:
    """Linked by mistake for a minute, or put on a supplement that was given up."""
    document = keep(attorney, case, paper("first"), title="First")
    wrong = keep(attorney, case, paper("wrong"), title="Wrong")
    say(attorney, document, wrong)
    actions.remove_translation(
        attorney, document=document, version=now(attorney, document).version, reason="Wrong."
    )
    row = begin(attorney, case, privilege="shared")
    put(attorney, row, document)
    finish(attorney, row)
    open_to(attorney, wrong, "attorney")
    open_to(attorney, document, "shared")
    assert visible_lists(advocate).filter(pk=row.pk).exists()
    later = supplement(attorney, row)
    secret = keep(attorney, case, paper("secret"), title="Secret", privilege="attorney")
    put(attorney, later, secret, waiver="The court asked for it.")
    later = fresh(attorney, later)
    actions.discard_list(attorney, exhibit_list=later, version=later.version, reason="Not filed.")
    other = supplement(attorney, row)
    assert secret.pk in {one.pk for one in queries.to_add(attorney, other)}
    put(attorney, other, title="Letter")
    finish(attorney, other)
    assert visible_lists(advocate).filter(pk=other.pk).exists()
    assert not visible_lists(advocate).filter(pk=later.pk).exists()


def test_a_draft_moves_on_when_what_is_filed_behind_its_exhibits_changes(
    attorney: Actor, case: Case
) -> None:
    original, translated = pair(attorney, case)
    row = begin(attorney, case)
    put(attorney, row, original)
    seen = [fresh(attorney, row).version]

    def moved() -> bool:
        seen.append(fresh(attorney, row).version)
        return seen[-1] > seen[-2]

    say(attorney, original, translated)
    assert moved()
    certify(attorney, original)
    assert moved()
    version = now(attorney, translated).version
    actions.revise_document(attorney, document=translated, version=version, file=sealed_pdf())
    assert moved()
    version = now(attorney, original).version
    actions.remove_translation(attorney, document=original, version=version, reason="English.")
    assert moved()


def test_what_was_filed_without_certificate_is_known_after_another_translation(
    attorney: Actor, advocate: Actor, case: Case
) -> None:
    original, translated = pair(attorney, case)
    say(attorney, original, translated)
    row = begin(attorney, case, privilege="shared")
    put(attorney, row, original)
    finish(attorney, row, untranslated="The court reads Quechua.")
    newer = keep(attorney, case, paper("better English"), title="Better", kind="translation")
    say(attorney, original, newer)
    assert Translation.objects.filter(document=original).count() == 2
    Document.objects.filter(pk=translated.pk).update(privilege="attorney")
    assert not visible_lists(advocate).filter(pk=row.pk).exists()


def test_what_was_signed_is_filed_whatever_is_added_to_its_document(
    attorney: Actor, case: Case
) -> None:
    original, translated = pair(attorney, case)
    say(attorney, original, translated)
    made = certify(attorney, original, method="paper", upload=sealed_pdf())
    row = now(attorney, made.paper)
    actions.revise_document(attorney, document=row, version=row.version, file=sealed_pdf())
    standing = standing_of(original)
    assert standing is not None
    assert [one.number for one in standing.behind] == [1, 2]
    assert standing.behind[1].file_id == made.scan_id
