"""What stands before a clinic: the schema and its page. Rooms bring their own addresses."""

from django.urls import path

from clinic.rest import views

app_name = "rest"
urlpatterns = [
    path("v1.json", views.schema, name="schema"),
    path("docs/", views.docs, name="docs"),
]
api_patterns = [path("", views.Root.as_view(), name="clinic")]
