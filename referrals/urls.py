from django.urls import path

from referrals import views

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
