from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferralsConfig(AppConfig):
    name = "referrals"
    label = "referrals"

    def ready(self) -> None:
        from agenda import hooks as agenda
        from cases import hooks
        from referrals import queries, tasks  # noqa: F401  registers what the outbox can mail
        from referrals.queries import handing

        agenda.helpers.append(queries.helpers)
        hooks.hanging.append(hooks.Hangs(handing.REFERRAL, handing.referrals_hanging))

        hooks.events.update(
            {
                "release.given": _("Release recorded"),
                "release.revoked": _("Release taken back"),
                "referral.sent": _("Referral sent"),
                "referral.opened": _("Referral opened by the partner"),
                "referral.answered": _("Referral answered"),
                "referral.withdrawn": _("Referral withdrawn"),
                "referral.handed_over": _("Referral taken out on paper or as a file"),
            }
        )
        hooks.event_needs.update(
            {
                "release.given": "release.view",
                "release.revoked": "release.view",
                "referral.sent": "referral.view",
                "referral.opened": "referral.view",
                "referral.answered": "referral.view",
                "referral.withdrawn": "referral.view",
                "referral.handed_over": "referral.view",
            }
        )
        hooks.reads["referral.content_read"] = _("Showed what a referral said")
        hooks.reads["release.read"] = _("Showed what was signed in a release")
        hooks.reads["release.scan_downloaded"] = _("Downloaded the paper of a release")
