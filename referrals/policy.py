"""Who may see and do what with partners, releases and referrals."""

from django.db.models import QuerySet

from cases.policy import in_reach
from clients.policy import visible_clients
from clinic.access.actor import Actor
from clinic.access.policy import policy_of
from referrals.models import Partner, PartnerContact, Referral, Release


def visible_partners(actor: Actor) -> QuerySet[Partner]:
    """The directory is the whole clinic's."""
    return Partner.objects.all() if actor.has("partner.view") else Partner.objects.none()


def visible_contacts(actor: Actor) -> QuerySet[PartnerContact]:
    """Who works at a partner is for those who keep the directory."""
    if not actor.has("partner.edit"):
        return PartnerContact.objects.none()
    return PartnerContact.objects.all()


def visible_releases(actor: Actor) -> QuerySet[Release]:
    return Release.objects.filter(client__in=visible_clients(actor).values("pk"))


def visible_referrals(actor: Actor) -> QuerySet[Referral]:
    return Referral.objects.filter(in_reach(actor))


@policy_of(Partner)
def partner_policy(actor: Actor, capability: str, partner: Partner) -> bool:
    return partner.clinic_id == actor.clinic.pk


@policy_of(PartnerContact)
def contact_policy(actor: Actor, capability: str, contact: PartnerContact) -> bool:
    return visible_contacts(actor).filter(pk=contact.pk).exists()


@policy_of(Release)
def release_policy(actor: Actor, capability: str, release: Release) -> bool:
    return visible_releases(actor).filter(pk=release.pk).exists()


@policy_of(Referral)
def referral_policy(actor: Actor, capability: str, referral: Referral) -> bool:
    if actor.kind == "partner_link":
        return capability == "referral.view"
    return visible_referrals(actor).filter(pk=referral.pk).exists()
