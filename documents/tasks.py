"""Make bundles in a worker."""

from clinic.access.actor import Actor, member_actor
from clinic.access.refusals import NotVisible
from clinic.notices.delivery import Hopeless, finishing
from clinic.notices.models import OutboxItem
from clinic.notices.outbox import handles
from clinic.people.models import Membership
from clinic.tenancy.current import bound_to, current_clinic
from documents import actions
from documents.models import Bundle
from documents.policy import RENDERER
from documents.queries.bundles import Content, NotMade, content_of, made_of
from documents.queries.exhibits import list_of
from documents.rules.bundles import EXPIRED, READY


def mark_failed(item: OutboxItem) -> None:
    bundle = Bundle.objects.select_related("exhibit_list").get(pk=item.ref_id)
    renderer = Actor.system(current_clinic(), RENDERER)
    if bundle.status not in (READY, EXPIRED):
        actions.fail_bundle(renderer, bundle=bundle, code=item.failure)


@handles(actions.BUNDLE, failed=mark_failed, own_transactions=True)
def make(item: OutboxItem) -> None:
    """Open what goes in as who asked may, put it together without a transaction, keep it."""
    with bound_to(item.clinic_pk):
        bundle = Bundle.objects.get(pk=item.ref_id)
        if bundle.status in (READY, EXPIRED):
            return
        actions.begin_bundle(bundle)
    try:
        with bound_to(item.clinic_pk):
            content = _content(bundle)
        made = made_of(content)
    except NotMade as error:
        raise Hopeless(error.code) from error
    with finishing(item):
        renderer = Actor.system(current_clinic(), RENDERER)
        bundle = Bundle.objects.select_related("key").get(pk=bundle.pk)
        actions.finish_bundle(renderer, bundle=bundle, content=content, made=made)


def _content(bundle: Bundle) -> Content:
    """Return what goes in. Whoever lost the list since gets nothing."""
    try:
        reader = member_actor(bundle.requested_by_id)
        exhibit_list = list_of(reader, bundle.exhibit_list_id)
    except (Membership.DoesNotExist, NotVisible) as error:
        raise Hopeless("not_visible") from error
    return content_of(current_clinic(), exhibit_list)
