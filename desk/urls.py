from django.urls import path

from desk import api
from desk.views import calendar, today

app_name = "desk"
urlpatterns = [
    path("", today.today, name="today"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/month/", calendar.month, name="calendar_month"),
]
api_patterns = [
    path("today", api.Today.as_view(), name="today"),
    path("calendar", api.Calendar.as_view(), name="calendar"),
]
