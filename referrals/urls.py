from django.urls import path

from referrals import views
from referrals.api import contacts as api_contacts
from referrals.api import partners, referrals, releases
from referrals.views import contacts
from referrals.views import releases as release_views

app_name = "referrals"
urlpatterns = [
    path("partners/", views.partners, name="partners"),
    path("partners/add/", views.add_partner, name="add_partner"),
    path("partners/<uuid:pk>/", views.edit_partner, name="edit_partner"),
    path("partners/<uuid:pk>/contacts/add/", contacts.add_contact, name="add_contact"),
    path("partner-contacts/<uuid:pk>/", contacts.change_contact, name="change_contact"),
    path("partner-contacts/<uuid:pk>/end/", contacts.end_contact, name="end_contact"),
    path("cases/<uuid:pk>/referrals/", views.of_case, name="of_case"),
    path("cases/<uuid:pk>/release/", release_views.give_release, name="give_release"),
    path("cases/<uuid:pk>/refer/", views.send, name="send"),
    path("cases/<uuid:pk>/releases/revoke/", release_views.revoke_all, name="revoke_all"),
    path("releases/<uuid:pk>/", release_views.release, name="release"),
    path("releases/<uuid:pk>/read/", release_views.read_release, name="read_release"),
    path("releases/<uuid:pk>/scan/", release_views.download_scan, name="download_scan"),
    path("releases/<uuid:pk>/revoke/", release_views.revoke_release, name="revoke_release"),
    path("referrals/<uuid:pk>/", views.referral, name="referral"),
    path("referrals/<uuid:pk>/content/", views.read_content, name="read_content"),
    path("referrals/<uuid:pk>/hand-over/", views.hand_over, name="hand_over"),
    path("referrals/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
]
api_patterns = [
    path("partners", partners.Partners.as_view(), name="partners"),
    path("partners/<uuid:pk>", partners.Partner.as_view(), name="partner"),
    path(
        "partners/<uuid:pk>/contacts",
        api_contacts.PartnerContacts.as_view(),
        name="partner_contacts",
    ),
    path(
        "partner-contacts/<uuid:pk>",
        api_contacts.PartnerContact.as_view(),
        name="partner_contact",
    ),
    path(
        "partner-contacts/<uuid:pk>/end",
        api_contacts.EndedPartnerContact.as_view(),
        name="end_partner_contact",
    ),
    path("cases/<uuid:pk>/releases", releases.Releases.as_view(), name="releases"),
    path(
        "cases/<uuid:pk>/scanned-releases",
        releases.ScannedReleases.as_view(),
        name="scanned_releases",
    ),
    path("releases/<uuid:pk>", releases.Release.as_view(), name="release"),
    path("releases/<uuid:pk>/reveal", releases.RevealedRelease.as_view(), name="reveal_release"),
    path("releases/<uuid:pk>/scan", releases.ReleaseScan.as_view(), name="release_scan"),
    path("cases/<uuid:pk>/releases/revoke", releases.AllRevoked.as_view(), name="revoke_all"),
    path("releases/<uuid:pk>/revoke", releases.RevokedRelease.as_view(), name="revoke_release"),
    path("cases/<uuid:pk>/referrals", referrals.Referrals.as_view(), name="referrals"),
    path("referrals/<uuid:pk>", referrals.Referral.as_view(), name="referral"),
    path(
        "referrals/<uuid:pk>/reveal", referrals.RevealedReferral.as_view(), name="reveal_referral"
    ),
    path("referrals/<uuid:pk>/paper", referrals.ReferralPaper.as_view(), name="referral_paper"),
    path("referrals/<uuid:pk>/file", referrals.ReferralFile.as_view(), name="referral_file"),
    path(
        "referrals/<uuid:pk>/withdraw",
        referrals.WithdrawnReferral.as_view(),
        name="withdraw_referral",
    ),
]
