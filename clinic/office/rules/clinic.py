"""Sentences of the clinic's own desk and of the audit."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CLINIC: dict[str, Promise] = {
    "clinic.created": _("Created the clinic"),
    "clinic.edited": _("Changed the settings"),
    "pack.added": _("Took a pack of law into use"),
    "pack.withdrawn": _("Withdrew a pack of law"),
    "invitation.sent": _("Invited somebody"),
    "invitation.revoked": _("Took an invitation back"),
    "invitation.accepted": _("An invitation was accepted"),
    "member.roles_set": _("Changed a member's roles"),
    "member.ended": _("Ended a member's seat"),
    "member.calendar_ended": _("Ended the address of a member's calendar"),
    "member.factor_reset": _("Let a member set up a new authenticator app"),
    "token.made": _("Made an access token"),
    "token.revoked": _("Revoked an access token"),
    "system.registered": _("Registered a system"),
    "system.roles_set": _("Changed a system's roles"),
    "system.ended": _("Ended a system"),
    "webhook.added": _("Added a webhook"),
    "webhook.edited": _("Changed a webhook"),
    "webhook.secret_rotated": _("Made a new secret for a webhook"),
    "webhook.paused": _("Paused a webhook"),
    "webhook.resumed": _("Switched a webhook on again"),
    "webhook.stopped": _("A webhook that did not answer was switched off"),
    "webhook.ended": _("Ended a webhook"),
    "webhook.tested": _("Sent a test to a webhook"),
    "webhook.sent_again": _("Sent a message to a webhook again"),
}
AUDIT: dict[str, Promise] = {
    "audit.verified": _("Verified the audit trail"),
    "audit.copied": _("Downloaded a copy of the audit trail"),
    "audit.copy_checked": _("Checked a copy of the audit trail"),
}
