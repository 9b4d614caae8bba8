from django.urls import path

from filings.api import (
    agencies,
    catalogue,
    certifications,
    deadlines,
    describing,
    family,
    filings,
    moving,
    notices,
    reasons,
)
from filings.views import adding as adding_views
from filings.views import away as away_views
from filings.views import certifications as certification_views
from filings.views import dates as date_views
from filings.views import deadlines as deadline_views
from filings.views import describing as describing_views
from filings.views import family as family_views
from filings.views import filings as filing_views
from filings.views import inbox as inbox_views
from filings.views import listing as listing_views
from filings.views import notices as notice_views
from filings.views import proposals as proposal_views
from filings.views import readings as reading_views

app_name = "filings"
urlpatterns = [
    path("cases/<uuid:pk>/filings/", filing_views.of_case, name="of_case"),
    path("cases/<uuid:pk>/filings/add/", filing_views.add, name="add"),
    path("filings/find/", describing_views.find, name="find"),
    path("filings/<uuid:pk>/", filing_views.filing, name="filing"),
    path("filings/<uuid:pk>/number/", describing_views.record_identifier, name="record_identifier"),
    path(
        "filings/<uuid:pk>/number/reveal/",
        describing_views.reveal_identifier,
        name="reveal_identifier",
    ),
    path("filings/<uuid:pk>/describe/", describing_views.describe, name="describe"),
    path("filings/<uuid:pk>/dependents/", describing_views.dependents, name="dependents"),
    path("filings/<uuid:pk>/move/", filing_views.move, name="move"),
    path("filings/steps/<uuid:pk>/file/", filing_views.step_file, name="step_file"),
    path("filings/<uuid:pk>/receipt/", filing_views.record_receipt, name="record_receipt"),
    path("filings/<uuid:pk>/receipt/reveal/", filing_views.reveal_receipt, name="reveal_receipt"),
    path("filings/<uuid:pk>/notice/", notice_views.record_notice, name="record_notice"),
    path("filings/<uuid:pk>/relative/", family_views.name_relative, name="name_relative"),
    path("filings/<uuid:pk>/plan/", family_views.plan_filing, name="plan"),
    path("filings/<uuid:pk>/choice/", certification_views.record_choice, name="record_choice"),
    path("filings/<uuid:pk>/request/", certification_views.send_request, name="send_request"),
    path("requests/<uuid:pk>/chase/", certification_views.chase, name="chase"),
    path("requests/<uuid:pk>/answer/", certification_views.record_answer, name="record_answer"),
    path("requests/<uuid:pk>/file/", certification_views.answer_file, name="answer_file"),
    path("certifications/", certification_views.certifications, name="certifications"),
    path("agencies/", certification_views.agencies, name="agencies"),
    path("agencies/add/", certification_views.add_agency, name="add_agency"),
    path("agencies/<uuid:pk>/", certification_views.change_agency, name="change_agency"),
    path("cases/<uuid:pk>/family/", family_views.family, name="family"),
    path("cases/<uuid:pk>/family/add/", family_views.add_relative, name="add_relative"),
    path("cases/<uuid:pk>/family/reveal/", family_views.reveal_family, name="reveal_family"),
    path("cases/<uuid:pk>/family/ages/", family_views.watch_family, name="watch_family"),
    path("relatives/<uuid:pk>/change/", family_views.change_relative, name="change_relative"),
    path("relatives/<uuid:pk>/remove/", family_views.remove_relative, name="remove_relative"),
    path("relatives/<uuid:pk>/file/", family_views.add_family_filing, name="add_family_filing"),
    path("cases/<uuid:pk>/letters/upload/", reading_views.begin_reading, name="begin_reading"),
    path("filings/<uuid:pk>/letter/", reading_views.begin_reading_of, name="begin_reading_of"),
    path("letters/<uuid:pk>/", reading_views.reading, name="reading"),
    path("letters/<uuid:pk>/filing/", reading_views.match_reading, name="match_reading"),
    path("letters/<uuid:pk>/dismiss/", reading_views.dismiss_reading, name="dismiss_reading"),
    path("letters/<uuid:pk>/file/", reading_views.reading_file, name="reading_file"),
    path("notices/<uuid:pk>/file/", notice_views.notice_file, name="notice_file"),
    path("deadlines/", listing_views.deadlines, name="deadlines"),
    path("deadlines/calculator/", deadline_views.calculator, name="calculator"),
    path("deadlines/<uuid:pk>/", deadline_views.deadline, name="deadline"),
    path("deadlines/<uuid:pk>/acknowledge/", deadline_views.acknowledge, name="acknowledge"),
    path("deadlines/<uuid:pk>/settle/", deadline_views.settle, name="settle"),
    path("inbox/", inbox_views.inbox, name="inbox"),
    path("deadlines/<uuid:pk>/snooze/", away_views.snooze, name="snooze"),
    path("inbox/snoozed/", away_views.snoozed, name="snoozed"),
    path("inbox/snoozed/<uuid:pk>/end/", away_views.end_snooze, name="end_snooze"),
    path("leave/", away_views.leave, name="leave"),
    path("leave/<uuid:pk>/cancel/", away_views.cancel_leave, name="cancel_leave"),
    path("leave/<uuid:pk>/decide/", away_views.decide_leave, name="decide_leave"),
    path("inbox/wishes/", inbox_views.wishes, name="wishes"),
    path("inbox/<uuid:pk>/open/", inbox_views.open_reminder, name="open_reminder"),
    path("inbox/<uuid:pk>/read/", inbox_views.read_reminder, name="read_reminder"),
    path(
        "inbox/<uuid:pk>/acknowledge/",
        inbox_views.acknowledge_reminder,
        name="acknowledge_reminder",
    ),
    path("deadlines/<uuid:pk>/reopen/", deadline_views.reopen, name="reopen"),
    path("cases/<uuid:pk>/deadlines/add/", adding_views.add_deadline, name="add_deadline"),
    path("cases/<uuid:pk>/deadlines/set/", adding_views.set_deadline, name="set_deadline"),
    path("filings/<uuid:pk>/no-deadline/", adding_views.no_deadline, name="no_deadline"),
    path("deadlines/<uuid:pk>/override/", date_views.override, name="override"),
    path("deadlines/<uuid:pk>/override/undo/", date_views.undo_override, name="undo_override"),
    path("deadlines/<uuid:pk>/facts/", date_views.change_facts, name="change_facts"),
    path("deadlines/proposals/", proposal_views.proposals, name="proposals"),
    path("deadlines/proposals/<uuid:pk>/", proposal_views.proposal, name="proposal"),
    path("deadlines/proposals/<uuid:pk>/approve/", proposal_views.approve, name="approve_proposal"),
    path("deadlines/proposals/<uuid:pk>/decline/", proposal_views.decline, name="decline_proposal"),
    path(
        "deadlines/proposals/<uuid:pk>/withdraw/", proposal_views.withdraw, name="withdraw_proposal"
    ),
]
api_patterns = [
    path("forms", catalogue.Forms.as_view(), name="forms"),
    path("cases/<uuid:pk>/filings", filings.Filings.as_view(), name="filings"),
    path("filings/<uuid:pk>", filings.Filing.as_view(), name="filing"),
    path("filings/<uuid:pk>/move", moving.Move.as_view(), name="move_filing"),
    path(
        "filings/<uuid:pk>/move-with-document",
        moving.ScannedMove.as_view(),
        name="move_filing_with_document",
    ),
    path("filings/<uuid:pk>/steps", moving.Steps.as_view(), name="steps"),
    path("filings/steps/<uuid:pk>/file", moving.StepFile.as_view(), name="step_file"),
    path("filings/<uuid:pk>/receipt", filings.Receipt.as_view(), name="receipt"),
    path(
        "filings/<uuid:pk>/receipt/reveal", filings.RevealedReceipt.as_view(), name="reveal_receipt"
    ),
    path("filings/find", describing.Found.as_view(), name="find_filings"),
    path("filings/<uuid:pk>/identifiers", describing.Identifiers.as_view(), name="identifiers"),
    path(
        "filings/<uuid:pk>/identifiers/reveal",
        describing.RevealedIdentifier.as_view(),
        name="reveal_identifier",
    ),
    path("filings/<uuid:pk>/description", describing.Description.as_view(), name="description"),
    path("filings/<uuid:pk>/dependents", describing.Dependents.as_view(), name="dependents"),
    path(
        "filings/<uuid:pk>/dependents/accept",
        describing.AcceptedDependent.as_view(),
        name="accept_dependent",
    ),
    path(
        "filings/<uuid:pk>/dependents/dismiss",
        describing.DismissedDependent.as_view(),
        name="dismiss_dependent",
    ),
    path("filings/<uuid:pk>/notices", notices.Notices.as_view(), name="notices"),
    path(
        "filings/<uuid:pk>/scanned-notices",
        notices.ScannedNotices.as_view(),
        name="scanned_notices",
    ),
    path("agencies", agencies.Agencies.as_view(), name="agencies"),
    path("agencies/<uuid:pk>", agencies.Agency.as_view(), name="agency"),
    path("agencies/<uuid:pk>/change", agencies.ChangedAgency.as_view(), name="change_agency"),
    path(
        "filings/<uuid:pk>/certification",
        certifications.Certification.as_view(),
        name="certification",
    ),
    path("filings/<uuid:pk>/choices", certifications.Choices.as_view(), name="choices"),
    path("filings/<uuid:pk>/requests", certifications.Requests.as_view(), name="requests"),
    path("requests", certifications.WaitingRequests.as_view(), name="waiting_requests"),
    path("requests/<uuid:pk>/chases", certifications.Chases.as_view(), name="chases"),
    path("requests/<uuid:pk>/answer", certifications.Answers.as_view(), name="record_answer"),
    path("filings/<uuid:pk>/relative", family.RelativeOfFiling.as_view(), name="name_relative"),
    path("filings/<uuid:pk>/plan", family.Plan.as_view(), name="plan_filing"),
    path("cases/<uuid:pk>/relatives", family.Relatives.as_view(), name="relatives"),
    path(
        "cases/<uuid:pk>/relatives/reveal",
        family.RevealedRelatives.as_view(),
        name="reveal_relatives",
    ),
    path("cases/<uuid:pk>/relatives/ages", family.WatchedAges.as_view(), name="watch_family"),
    path("relatives/<uuid:pk>", family.Relative.as_view(), name="relative"),
    path("relatives/<uuid:pk>/change", family.ChangedRelative.as_view(), name="change_relative"),
    path("relatives/<uuid:pk>/remove", family.RemovedRelative.as_view(), name="remove_relative"),
    path("relatives/<uuid:pk>/filings", family.FamilyFilings.as_view(), name="family_filings"),
    path("notices/<uuid:pk>", notices.Notice.as_view(), name="notice"),
    path("notices/<uuid:pk>/file", notices.NoticeFile.as_view(), name="notice_file"),
    path("deadlines", deadlines.Deadlines.as_view(), name="deadlines"),
    path("deadlines/rules", reasons.Rules.as_view(), name="rules"),
    path("deadlines/compute", reasons.Compute.as_view(), name="compute"),
    path("cases/<uuid:pk>/deadlines", deadlines.CaseDeadlines.as_view(), name="case_deadlines"),
    path("deadlines/<uuid:pk>", deadlines.Deadline.as_view(), name="deadline"),
    path("deadlines/<uuid:pk>/history", deadlines.History.as_view(), name="deadline_history"),
    path(
        "deadlines/<uuid:pk>/acknowledge",
        deadlines.Acknowledge.as_view(),
        name="acknowledge_deadline",
    ),
    path("deadlines/<uuid:pk>/settle", deadlines.Settle.as_view(), name="settle_deadline"),
]
