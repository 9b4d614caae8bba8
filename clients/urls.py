"""Addresses of the intake room; ids only, nothing that tells of a person."""

from django.urls import path

from clients.api import affiliates as api_affiliates
from clients.api import clients, conflicts, contact
from clients.api import details as api_details
from clients.api import firm_checks as api_firm_checks
from clients.api import intakes as api_intakes
from clients.api import merging as api_merging
from clients.api import parties as api_parties
from clients.api import reaching as api_reaching
from clients.api import screening as api_screening
from clients.api import steps as api_steps
from clients.api import waivers as api_waivers
from clients.api import walls as api_walls
from clients.views import (
    affiliates,
    details,
    firm,
    firm_link,
    identity,
    intakes,
    merging,
    parties,
    people,
    reaching,
    rechecks,
    screening,
    steps,
    waivers,
    walls,
)

app_name = "clients"
urlpatterns = [
    path("intake/", intakes.intakes, name="intakes"),
    path("intake/start/", intakes.start, name="start"),
    path("intake/<uuid:pk>/", intakes.intake, name="intake"),
    path("intake/<uuid:pk>/pause/", intakes.pause, name="pause"),
    path("intake/<uuid:pk>/resume/", intakes.resume, name="resume"),
    path("intake/<uuid:pk>/decline/", intakes.decline, name="decline"),
    path("intake/<uuid:pk>/<slug:step>/", steps.step, name="step"),
    path("intake/<uuid:pk>/<slug:step>/show/", steps.show_step, name="show_step"),
    path("intake/<uuid:pk>/<slug:step>/draft/", steps.keep_draft, name="keep_draft"),
    path("conflicts/", rechecks.rechecks, name="rechecks"),
    path("conflicts/names/", affiliates.affiliates, name="affiliates"),
    path("conflicts/names/add/", affiliates.add_affiliate, name="add_affiliate"),
    path("conflicts/names/<uuid:pk>/", affiliates.change_affiliate, name="change_affiliate"),
    path("conflicts/names/<uuid:pk>/end/", affiliates.end_affiliate, name="end_affiliate"),
    path("clients/search/", people.search, name="search"),
    path("clients/<uuid:pk>/", people.client, name="client"),
    path("clients/<uuid:pk>/reveal/", people.reveal, name="reveal"),
    path("clients/<uuid:pk>/identity/", identity.identity, name="identity"),
    path("clients/<uuid:pk>/identity/show/", identity.show_identity, name="show_identity"),
    path("clients/<uuid:pk>/contact/", people.contact, name="contact"),
    path("clients/<uuid:pk>/contact/show/", people.show_contact, name="show_contact"),
    path("clients/<uuid:pk>/contact/confirm/", people.confirm_contact, name="confirm_contact"),
    path("clients/<uuid:pk>/reach/", reaching.reach_out, name="reach_out"),
    path("clients/<uuid:pk>/caller/", reaching.check_caller, name="check_caller"),
    path("clients/<uuid:pk>/safety/", reaching.safety, name="safety"),
    path("clients/<uuid:pk>/address/show/", reaching.show_address, name="show_address"),
    path("clients/<uuid:pk>/parties/", parties.parties, name="parties"),
    path("clients/<uuid:pk>/parties/add/", parties.add_party, name="add_party"),
    path("clients/<uuid:pk>/parties/show/", parties.reveal_parties, name="reveal_parties"),
    path(
        "clients/<uuid:pk>/parties/<uuid:party>/remove/", parties.remove_party, name="remove_party"
    ),
    path("clients/<uuid:pk>/details/", details.details, name="details"),
    path("clients/<uuid:pk>/details/show/", details.show_details, name="show_details"),
    path("clients/<uuid:pk>/code-name/", details.change_code_name, name="change_code_name"),
    path("clients/<uuid:pk>/links/", details.links, name="links"),
    path("links/<uuid:pk>/end/", details.end_link, name="end_link"),
    path("clients/<uuid:pk>/duplicates/", merging.duplicates, name="duplicates"),
    path("clients/<uuid:pk>/duplicates/<uuid:other>/", merging.propose_merge, name="propose_merge"),
    path("merges/<uuid:pk>/", merging.merge, name="merge"),
    path("merges/<uuid:pk>/confirm/", merging.confirm_merge, name="confirm_merge"),
    path("merges/<uuid:pk>/decline/", merging.decline_merge, name="decline_merge"),
    path("merges/<uuid:pk>/undo/", merging.undo_merge, name="undo_merge"),
    path("clients/<uuid:pk>/screenings/", screening.screenings, name="screenings"),
    path("clients/<uuid:pk>/screenings/start/", screening.start_screening, name="start_screening"),
    path("screenings/<uuid:pk>/", screening.screening, name="screening"),
    path("screenings/<uuid:pk>/stop/", screening.stop_screening, name="stop_screening"),
    path("screenings/<uuid:pk>/resume/", screening.resume_screening, name="resume_screening"),
    path("screenings/<uuid:pk>/show/", screening.reveal_screening, name="reveal_screening"),
    path("screenings/<uuid:pk>/decide/", screening.decide_relief, name="decide_relief"),
    path("screenings/<uuid:pk>/ask/<slug:section>/", screening.ask_section, name="ask_section"),
    path("clients/<uuid:pk>/conflict/", parties.conflict, name="conflict"),
    path("clients/<uuid:pk>/conflict/check/", parties.check_conflict, name="check_conflict"),
    path("matches/<uuid:pk>/waive/", waivers.record_waiver, name="record_waiver"),
    path("waivers/<uuid:pk>/", waivers.waiver, name="waiver"),
    path("waivers/<uuid:pk>/agree/", waivers.agree_to_waiver, name="agree_to_waiver"),
    path("waivers/<uuid:pk>/end/", waivers.end_waiver, name="end_waiver"),
    path("waivers/<uuid:pk>/paper/", waivers.download_waiver, name="download_waiver"),
    path("clients/<uuid:pk>/walls/", walls.walls, name="walls"),
    path("walls/<uuid:pk>/lower/", walls.lower_wall, name="lower_wall"),
    path("clients/<uuid:pk>/firms/", firm.firm_checks, name="firm_checks"),
    path(
        "clients/<uuid:pk>/firms/<uuid:check>/take-back/",
        firm.revoke_firm_check,
        name="revoke_firm_check",
    ),
    path(
        "clients/<uuid:pk>/conflict/<uuid:check>/decide/",
        parties.decide_conflict,
        name="decide_conflict",
    ),
]
api_patterns = [
    path("clients", clients.Clients.as_view(), name="clients"),
    path("clients/search", clients.Search.as_view(), name="search_clients"),
    path("clients/<uuid:pk>", clients.Client.as_view(), name="client"),
    path("clients/<uuid:pk>/identity", clients.Identity.as_view(), name="identity"),
    path(
        "clients/<uuid:pk>/identity/reveal",
        clients.RevealedIdentity.as_view(),
        name="reveal_identity",
    ),
    path("clients/<uuid:pk>/contact", contact.Contact.as_view(), name="contact"),
    path("clients/<uuid:pk>/contact/verdict", contact.ContactVerdict.as_view(), name="verdict"),
    path(
        "clients/<uuid:pk>/contact/reveal", contact.RevealedContact.as_view(), name="reveal_contact"
    ),
    path(
        "clients/<uuid:pk>/contact/confirm",
        contact.ConfirmedContact.as_view(),
        name="confirm_contact",
    ),
    path("clients/<uuid:pk>/contact/reach", api_reaching.Reached.as_view(), name="reach_out"),
    path("clients/<uuid:pk>/contact/caller", api_reaching.Caller.as_view(), name="check_caller"),
    path("clients/<uuid:pk>/safety", api_reaching.Safety.as_view(), name="safety"),
    path(
        "clients/<uuid:pk>/address/reveal",
        api_reaching.RevealedAddress.as_view(),
        name="reveal_address",
    ),
    path("clients/<uuid:pk>/parties", api_parties.Parties.as_view(), name="parties"),
    path(
        "clients/<uuid:pk>/parties/reveal",
        api_parties.RevealedParties.as_view(),
        name="reveal_parties",
    ),
    path("parties/<uuid:pk>/remove", api_parties.RemovedParty.as_view(), name="remove_party"),
    path("clients/<uuid:pk>/details", api_details.Details.as_view(), name="details"),
    path(
        "clients/<uuid:pk>/details/reveal",
        api_details.RevealedDetails.as_view(),
        name="reveal_details",
    ),
    path("clients/<uuid:pk>/code-name", api_details.CodeName.as_view(), name="change_code_name"),
    path("clients/<uuid:pk>/links", api_details.Links.as_view(), name="links"),
    path("links/<uuid:pk>/end", api_details.EndedLink.as_view(), name="end_link"),
    path(
        "clients/<uuid:pk>/duplicates/seek",
        api_merging.Duplicates.as_view(),
        name="seek_duplicates",
    ),
    path("clients/<uuid:pk>/merges", api_merging.Merges.as_view(), name="merges"),
    path("merges/<uuid:pk>", api_merging.Merge.as_view(), name="merge"),
    path("merges/<uuid:pk>/confirm", api_merging.ConfirmedMerge.as_view(), name="confirm_merge"),
    path("merges/<uuid:pk>/decline", api_merging.DeclinedMerge.as_view(), name="decline_merge"),
    path("merges/<uuid:pk>/undo", api_merging.UndoneMerge.as_view(), name="undo_merge"),
    path("clients/<uuid:pk>/screenings", api_screening.Screenings.as_view(), name="screenings"),
    path("screenings/<uuid:pk>", api_screening.Screening.as_view(), name="screening"),
    path(
        "screenings/<uuid:pk>/answer",
        api_screening.AnsweredScreening.as_view(),
        name="answer_screening",
    ),
    path(
        "screenings/<uuid:pk>/stop", api_screening.StoppedScreening.as_view(), name="stop_screening"
    ),
    path(
        "screenings/<uuid:pk>/resume",
        api_screening.ResumedScreening.as_view(),
        name="resume_screening",
    ),
    path(
        "screenings/<uuid:pk>/reveal",
        api_screening.RevealedScreening.as_view(),
        name="reveal_screening",
    ),
    path(
        "screenings/<uuid:pk>/decide", api_screening.DecidedRelief.as_view(), name="decide_relief"
    ),
    path("clients/<uuid:pk>/conflict-checks", conflicts.Checks.as_view(), name="conflict_checks"),
    path("conflict-checks", conflicts.Rechecks.as_view(), name="rechecks"),
    path("conflict-checks/<uuid:pk>", conflicts.Check.as_view(), name="conflict_check"),
    path("conflict-checks/<uuid:pk>/decide", conflicts.Decision.as_view(), name="decide_conflict"),
    path("affiliates", api_affiliates.Affiliates.as_view(), name="affiliates"),
    path("affiliates/<uuid:pk>", api_affiliates.Affiliate.as_view(), name="affiliate"),
    path("affiliates/<uuid:pk>/end", api_affiliates.EndedAffiliate.as_view(), name="end_affiliate"),
    path("clients/<uuid:pk>/walls", api_walls.Walls.as_view(), name="walls"),
    path("walls/<uuid:pk>", api_walls.Wall.as_view(), name="wall"),
    path("walls/<uuid:pk>/lower", api_walls.LoweredWall.as_view(), name="lower_wall"),
    path("clients/<uuid:pk>/waivers", api_waivers.Waivers.as_view(), name="waivers"),
    path("matches/<uuid:pk>/waive", api_waivers.WaivedMatch.as_view(), name="record_waiver"),
    path("waivers/<uuid:pk>", api_waivers.Waiver.as_view(), name="waiver"),
    path("waivers/<uuid:pk>/paper", api_waivers.WaiverPaper.as_view(), name="waiver_paper"),
    path("waivers/<uuid:pk>/agree", api_waivers.AgreedWaiver.as_view(), name="agree_to_waiver"),
    path("waivers/<uuid:pk>/end", api_waivers.EndedWaiver.as_view(), name="end_waiver"),
    path("clients/<uuid:pk>/firm-checks", api_firm_checks.FirmChecks.as_view(), name="firm_checks"),
    path("firm-checks/<uuid:pk>", api_firm_checks.FirmCheck.as_view(), name="firm_check"),
    path(
        "firm-checks/<uuid:pk>/revoke",
        api_firm_checks.RevokedFirmCheck.as_view(),
        name="revoke_firm_check",
    ),
    path("intakes", api_intakes.Intakes.as_view(), name="intakes"),
    path("intakes/<uuid:pk>", api_intakes.Intake.as_view(), name="intake"),
    path("intakes/<uuid:pk>/pause", api_intakes.PausedIntake.as_view(), name="pause_intake"),
    path("intakes/<uuid:pk>/resume", api_intakes.ResumedIntake.as_view(), name="resume_intake"),
    path("intakes/<uuid:pk>/decline", api_intakes.DeclinedIntake.as_view(), name="decline_intake"),
    path(
        "intakes/<uuid:pk>/complete", api_intakes.CompletedIntake.as_view(), name="complete_intake"
    ),
    *(
        path(f"intakes/<uuid:pk>/steps/{code}", endpoint.as_view(), name=f"{code}_step")
        for code, endpoint in api_steps.SAVING.items()
    ),
    *(
        path(
            f"intakes/<uuid:pk>/steps/{code}/reveal", endpoint.as_view(), name=f"reveal_{code}_step"
        )
        for code, endpoint in api_steps.REVEALING.items()
    ),
]
# Outside any clinic's path: who holds the link has no account.
firm_patterns = ([path("<str:token>/", firm_link.firm_link, name="open")], "firm")
