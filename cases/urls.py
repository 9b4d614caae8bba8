from django.urls import path

from cases import views
from cases.api import cases, matters, notes, outcomes, team, timed
from cases.views import handing as handing_views
from cases.views import matters as matter_views
from cases.views import notes as notes_views
from cases.views import outcomes as outcome_views
from cases.views import timed as timed_views

app_name = "cases"
urlpatterns = [
    path("cases/", views.list_, name="list"),
    path("cases/<uuid:pk>/", views.case, name="case"),
    path("cases/<uuid:pk>/timeline/", views.timeline, name="timeline"),
    path("cases/<uuid:pk>/access/", views.access, name="access"),
    path("cases/<uuid:pk>/assign/", views.assign, name="assign"),
    path("cases/<uuid:pk>/move/", views.move, name="move"),
    path("cases/<uuid:pk>/close/", views.close, name="close"),
    path("cases/<uuid:pk>/reopen/", views.reopen, name="reopen"),
    path("cases/<uuid:pk>/hand-over/", handing_views.hand_over, name="hand_over"),
    path("handovers/<uuid:pk>/", handing_views.handover, name="handover"),
    path("handovers/<uuid:pk>/read/", handing_views.confirm, name="confirm_handover"),
    path("left-behind/", handing_views.orphans, name="orphans"),
    path("cases/<uuid:pk>/notes/add/", notes_views.add_note, name="add_note"),
    path("cases/<uuid:pk>/matters/", matter_views.matters, name="matters"),
    path("cases/<uuid:pk>/matters/add/", matter_views.add_matter, name="add_matter"),
    path("matters/<uuid:pk>/tick/", matter_views.tick, name="tick_item"),
    path("matters/<uuid:pk>/waive/<slug:code>/", matter_views.waive, name="waive_item"),
    path("matters/<uuid:pk>/move/", matter_views.move, name="move_matter"),
    path("matters/<uuid:pk>/decide/", matter_views.decide, name="decide_matter"),
    path("matters/<uuid:pk>/tasks/", matter_views.add_tasks, name="add_matter_tasks"),
    path("matters/<uuid:pk>/end/", outcome_views.end_matter, name="end_matter"),
    path("cases/<uuid:pk>/outcome/", outcome_views.outcome, name="outcome"),
    path("cases/<uuid:pk>/benefits/add/", outcome_views.add_benefit, name="add_benefit"),
    path("benefits/<uuid:pk>/change/", outcome_views.change_benefit, name="change_benefit"),
    path("benefits/<uuid:pk>/remove/", outcome_views.remove_benefit, name="remove_benefit"),
    path("notes/<uuid:pk>/", notes_views.note, name="note"),
    path("notes/<uuid:pk>/correct/", notes_views.correct_note, name="correct_note"),
    path("cases/<uuid:pk>/access/give/", timed_views.give, name="give_access"),
    path("timed-access/<uuid:pk>/end/", timed_views.end, name="end_access"),
    path("timed-access/<uuid:pk>/review/", timed_views.review, name="review_glass"),
    path("emergency-access/", timed_views.break_glass, name="break_glass"),
    path("emergency-access/taken/", timed_views.glass, name="glass"),
    path("assignments/<uuid:pk>/end/", views.end_assignment, name="end_assignment"),
    path("clients/<uuid:pk>/open-case/", views.open_, name="open"),
]
api_patterns = [
    path("cases", cases.Cases.as_view(), name="cases"),
    path("cases/<uuid:pk>", cases.Case.as_view(), name="case"),
    path("cases/<uuid:pk>/move", cases.Move.as_view(), name="move_case"),
    path("cases/<uuid:pk>/close", cases.Close.as_view(), name="close_case"),
    path("cases/<uuid:pk>/reopen", cases.Reopen.as_view(), name="reopen_case"),
    path("cases/<uuid:pk>/candidates", team.Candidates.as_view(), name="candidates"),
    path("cases/<uuid:pk>/assignments", team.Assignments.as_view(), name="assignments"),
    path("assignments/<uuid:pk>/end", team.EndedAssignment.as_view(), name="end_assignment"),
    path("cases/<uuid:pk>/timed-access", timed.TimedAccesses.as_view(), name="timed_access"),
    path("timed-access/<uuid:pk>/end", timed.EndedAccess.as_view(), name="end_access"),
    path("cases/<uuid:pk>/timeline", notes.Timeline.as_view(), name="timeline"),
    path("cases/<uuid:pk>/notes", notes.Notes.as_view(), name="notes"),
    path("matter-types", matters.MatterTypes.as_view(), name="matter_types"),
    path("cases/<uuid:pk>/matters", matters.Matters.as_view(), name="matters"),
    path("matters/<uuid:pk>", matters.Matter.as_view(), name="matter"),
    path("matters/<uuid:pk>/items", matters.TickedItem.as_view(), name="tick_item"),
    path("matters/<uuid:pk>/waived", matters.WaivedItem.as_view(), name="waive_item"),
    path("matters/<uuid:pk>/move", matters.MovedMatter.as_view(), name="move_matter"),
    path("matters/<uuid:pk>/decide", matters.DecidedMatter.as_view(), name="decide_matter"),
    path("matters/<uuid:pk>/tasks", matters.UsualTasks.as_view(), name="add_matter_tasks"),
    path("matters/<uuid:pk>/ended", outcomes.EndedMatter.as_view(), name="end_matter"),
    path("cases/<uuid:pk>/benefits", outcomes.Benefits.as_view(), name="benefits"),
    path("benefits/<uuid:pk>", outcomes.Benefit.as_view(), name="benefit"),
    path("benefits/<uuid:pk>/remove", outcomes.RemovedBenefit.as_view(), name="remove_benefit"),
    path("notes/<uuid:pk>", notes.Note.as_view(), name="note"),
    path("notes/<uuid:pk>/earlier", notes.EarlierNotes.as_view(), name="earlier_notes"),
    path("notes/<uuid:pk>/correct", notes.CorrectedNote.as_view(), name="correct_note"),
]
