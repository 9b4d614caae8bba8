from django.urls import path

from referrals import views
from referrals.api import partners, referrals, releases

app_name = "referrals"
urlpatterns = [
    path("partners/", views.partners, name="partners"),
    path("partners/add/", views.add_partner, name="add_partner"),
    path("partners/<uuid:pk>/", views.edit_partner, name="edit_partner"),
    path("cases/<uuid:pk>/referrals/", views.of_case, name="of_case"),
    path("cases/<uuid:pk>/release/", views.give_release, name="give_release"),
    path("cases/<uuid:pk>/refer/", views.send, name="send"),
    path("releases/<uuid:pk>/revoke/", views.revoke_release, name="revoke_release"),
    path("referrals/<uuid:pk>/", views.referral, name="referral"),
    path("referrals/<uuid:pk>/content/", views.read_content, name="read_content"),
    path("referrals/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
]
api_patterns = [
    path("partners", partners.Partners.as_view(), name="partners"),
    path("partners/<uuid:pk>", partners.Partner.as_view(), name="partner"),
    path("cases/<uuid:pk>/releases", releases.Releases.as_view(), name="releases"),
    path(
        "cases/<uuid:pk>/scanned-releases",
        releases.ScannedReleases.as_view(),
        name="scanned_releases",
    ),
    path("releases/<uuid:pk>", releases.Release.as_view(), name="release"),
    path("releases/<uuid:pk>/revoke", releases.RevokedRelease.as_view(), name="revoke_release"),
    path("cases/<uuid:pk>/referrals", referrals.Referrals.as_view(), name="referrals"),
    path("referrals/<uuid:pk>", referrals.Referral.as_view(), name="referral"),
    path(
        "referrals/<uuid:pk>/reveal", referrals.RevealedReferral.as_view(), name="reveal_referral"
    ),
    path(
        "referrals/<uuid:pk>/withdraw",
        referrals.WithdrawnReferral.as_view(),
        name="withdraw_referral",
    ),
]
