from django.urls import path

from cases import views

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
    path("cases/<uuid:pk>/notes/add/", views.add_note, name="add_note"),
    path("assignments/<uuid:pk>/end/", views.end_assignment, name="end_assignment"),
    path("clients/<uuid:pk>/open-case/", views.open_, name="open"),
]
