from django.urls import path

from desk.views import calendar, today

app_name = "desk"
urlpatterns = [
    path("", today.today, name="today"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/month/", calendar.month, name="calendar_month"),
]
