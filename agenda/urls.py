"""Addresses of the room; ids only, nothing that tells of a person."""

from django.urls import path

from agenda.api import appointments as api_appointments
from agenda.api import contacts as api_contacts
from agenda.api import feeds as api_feeds
from agenda.api import hours as api_hours
from agenda.api import silence as api_silence
from agenda.api import tasks as api_tasks
from agenda.api import worth as api_worth
from agenda.views import appointments, contacts, feeds, hours, silence, status, tasks, worth

app_name = "agenda"
urlpatterns = [
    path("calendar/feed/", feeds.feed, name="feed"),
    path("calendar/feed/make/", feeds.make_feed, name="make_feed"),
    path("calendar/feed/revoke/", feeds.revoke_feed, name="revoke_feed"),
    path("cases/<uuid:pk>/contacts/log/", contacts.log_contact, name="log_contact"),
    path("clients/<uuid:pk>/contacts/", contacts.client_contacts, name="client_contacts"),
    path("clients/<uuid:pk>/contacts/log/", contacts.log_client_contact, name="log_client_contact"),
    path("contacts/<uuid:pk>/", contacts.contact, name="contact"),
    path("contacts/<uuid:pk>/correct/", contacts.correct_contact, name="correct_contact"),
    path("cases/<uuid:pk>/tasks/", tasks.of_case, name="of_case"),
    path("cases/<uuid:pk>/tasks/add/", tasks.add_task, name="add_task"),
    path("tasks/", tasks.mine, name="mine"),
    path("tasks/without/", tasks.stray, name="stray"),
    path("tasks/<uuid:pk>/", tasks.task, name="task"),
    path("tasks/<uuid:pk>/change/", tasks.change_task, name="change_task"),
    path("tasks/<uuid:pk>/done/", tasks.finish_task, name="finish_task"),
    path("tasks/<uuid:pk>/cancel/", tasks.cancel_task, name="cancel_task"),
    path("tasks/<uuid:pk>/reopen/", tasks.reopen_task, name="reopen_task"),
    path("cases/<uuid:pk>/appointments/add/", appointments.add_appointment, name="add_appointment"),
    path("appointments/<uuid:pk>/", appointments.appointment, name="appointment"),
    path(
        "appointments/<uuid:pk>/change/",
        appointments.change_appointment,
        name="change_appointment",
    ),
    path(
        "appointments/<uuid:pk>/cancel/",
        appointments.cancel_appointment,
        name="cancel_appointment",
    ),
    path(
        "appointments/<uuid:pk>/held/", appointments.finish_appointment, name="finish_appointment"
    ),
    path("cases/<uuid:pk>/hours/", hours.case_hours, name="case_hours"),
    path("cases/<uuid:pk>/hours/log/", hours.log_hours, name="log_hours"),
    path("cases/<uuid:pk>/timer/start/", hours.start_timer, name="start_timer"),
    path("cases/<uuid:pk>/funder/", worth.set_funder, name="set_funder"),
    path("timers/<uuid:pk>/stop/", hours.stop_timer, name="stop_timer"),
    path("timers/<uuid:pk>/drop/", hours.drop_timer, name="drop_timer"),
    path("silent/", silence.silences, name="silences"),
    path("silent/days/", silence.set_silence_days, name="set_silence_days"),
    path("silent/<uuid:pk>/", silence.answer_silence, name="answer_silence"),
    path("hours/", hours.week, name="week"),
    path("hours/sums/", worth.hour_sums, name="hour_sums"),
    path("hours/rates/", worth.rates, name="rates"),
    path("hours/rates/set/", worth.set_rate, name="set_rate"),
    path("hours/funders/add/", worth.add_funder, name="add_funder"),
    path("hours/<uuid:pk>/", hours.hours, name="hours"),
    path("hours/<uuid:pk>/correct/", hours.correct_hours, name="correct_hours"),
    path("hours/<uuid:pk>/take-back/", hours.take_back_hours, name="take_back_hours"),
]
api_patterns = [
    path("cases/<uuid:pk>/contacts", api_contacts.CaseContacts.as_view(), name="case_contacts"),
    path(
        "clients/<uuid:pk>/contacts", api_contacts.ClientContacts.as_view(), name="client_contacts"
    ),
    path("contacts/<uuid:pk>", api_contacts.Contact.as_view(), name="logged_contact"),
    path(
        "contacts/<uuid:pk>/correct", api_contacts.CorrectedContact.as_view(),
        name="correct_contact",
    ),
    path("cases/<uuid:pk>/tasks", api_tasks.CaseTasks.as_view(), name="case_tasks"),
    path("tasks", api_tasks.MyTasks.as_view(), name="my_tasks"),
    path("tasks/without", api_tasks.StrayTasks.as_view(), name="stray_tasks"),
    path("tasks/<uuid:pk>", api_tasks.Task.as_view(), name="task"),
    path("tasks/<uuid:pk>/change", api_tasks.ChangedTask.as_view(), name="change_task"),
    path("tasks/<uuid:pk>/done", api_tasks.FinishedTask.as_view(), name="finish_task"),
    path("tasks/<uuid:pk>/cancel", api_tasks.CancelledTask.as_view(), name="cancel_task"),
    path("tasks/<uuid:pk>/reopen", api_tasks.ReopenedTask.as_view(), name="reopen_task"),
    path(
        "cases/<uuid:pk>/appointments", api_appointments.CaseAppointments.as_view(),
        name="case_appointments",
    ),
    path("appointments/<uuid:pk>", api_appointments.Appointment.as_view(), name="appointment"),
    path(
        "appointments/<uuid:pk>/change", api_appointments.ChangedAppointment.as_view(),
        name="change_appointment",
    ),
    path(
        "appointments/<uuid:pk>/cancel", api_appointments.CancelledAppointment.as_view(),
        name="cancel_appointment",
    ),
    path(
        "appointments/<uuid:pk>/held", api_appointments.HeldAppointment.as_view(),
        name="finish_appointment",
    ),
    path("cases/<uuid:pk>/hours", api_hours.CaseHours.as_view(), name="case_hours"),
    path("cases/<uuid:pk>/timer", api_hours.StartedTimer.as_view(), name="start_timer"),
    path("cases/<uuid:pk>/funder", api_worth.CaseFunder.as_view(), name="case_funder"),
    path("timers/mine", api_hours.MyTimer.as_view(), name="my_timer"),
    path("timers/<uuid:pk>", api_hours.Timer.as_view(), name="timer"),
    path("timers/<uuid:pk>/stop", api_hours.StoppedTimer.as_view(), name="stop_timer"),
    path("timers/<uuid:pk>/drop", api_hours.DroppedTimer.as_view(), name="drop_timer"),
    path("silences", api_silence.Silences.as_view(), name="silences"),
    path("silences/<uuid:pk>", api_silence.Silence.as_view(), name="silence"),
    path("silences/<uuid:pk>/answer", api_silence.AnsweredSilence.as_view(), name="answer_silence"),
    path("hours/mine", api_hours.MyHours.as_view(), name="my_hours"),
    path("hours/sums", api_worth.HourSums.as_view(), name="hour_sums"),
    path("hours/rates", api_worth.Rates.as_view(), name="hour_rates"),
    path("hours/funders", api_worth.Funders.as_view(), name="funders"),
    path("hours/<uuid:pk>", api_hours.Hours.as_view(), name="hours"),
    path("hours/<uuid:pk>/correct", api_hours.CorrectedHours.as_view(), name="correct_hours"),
    path(
        "hours/<uuid:pk>/take-back", api_hours.TakenBackHours.as_view(), name="take_back_hours"
    ),
    path("calendar/feed", api_feeds.Feed.as_view(), name="calendar_feed"),
]  # fmt: skip
# Outside any clinic's path: a calendar program has no account.
feed_patterns = ([path("<str:secret>/alcove.ics", feeds.open_feed, name="open")], "feed")
# Outside any clinic's path: whoever is asked need not sign in.
status_patterns = ([path("<str:token>/", status.open_status, name="open")], "status")
