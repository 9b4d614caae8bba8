from django.urls import path

from clinic.office.views import members, settings

app_name = "office"
urlpatterns = [
    path("office/members/", members.members, name="members"),
    path("office/members/invite/", members.invite, name="invite"),
    path("office/invitations/<uuid:pk>/revoke/", members.revoke, name="revoke_invitation"),
    path("office/members/<uuid:pk>/roles/", members.set_roles, name="set_roles"),
    path("office/members/<uuid:pk>/end/", members.end_membership, name="end_membership"),
    path("office/settings/", settings.settings, name="settings"),
]
