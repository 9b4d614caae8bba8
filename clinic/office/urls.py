from django.urls import path

from clinic.office.views import audit, members, settings, systems, tokens

app_name = "office"
urlpatterns = [
    path("office/members/", members.members, name="members"),
    path("office/members/invite/", members.invite, name="invite"),
    path("office/invitations/<uuid:pk>/revoke/", members.revoke, name="revoke_invitation"),
    path("office/members/<uuid:pk>/roles/", members.set_roles, name="set_roles"),
    path("office/members/<uuid:pk>/end/", members.end_membership, name="end_membership"),
    path("office/members/<uuid:pk>/reset-factor/", members.reset_factor, name="reset_factor"),
    path("office/members/<uuid:pk>/end-calendar/", members.end_calendar, name="end_calendar"),
    path("office/settings/", settings.settings, name="settings"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/make/", tokens.make_token, name="make_token"),
    path("tokens/<uuid:pk>/revoke/", tokens.revoke_token, name="revoke_token"),
    path("office/systems/", systems.systems, name="systems"),
    path("office/systems/register/", systems.register, name="register_system"),
    path(
        "office/systems/<uuid:pk>/tokens/make/",
        systems.make_system_token,
        name="make_system_token",
    ),
    path("office/systems/<uuid:pk>/roles/", systems.set_system_roles, name="set_system_roles"),
    path("office/systems/<uuid:pk>/end/", systems.end_system, name="end_system"),
    path("office/tokens/<uuid:pk>/revoke/", systems.revoke_any_token, name="revoke_any_token"),
    path("office/audit/", audit.audit, name="audit"),
    path("office/audit/verify/", audit.verify, name="audit_verify"),
    path("office/audit/copy/", audit.audit_copy, name="audit_copy"),
    path("office/audit/check-copy/", audit.check_copy, name="audit_check_copy"),
]
