from django.urls import path

from filings import views

app_name = "filings"
urlpatterns = [
    path("cases/<uuid:pk>/filings/", views.of_case, name="of_case"),
    path("cases/<uuid:pk>/filings/add/", views.add, name="add"),
    path("filings/<uuid:pk>/", views.filing, name="filing"),
    path("filings/<uuid:pk>/move/", views.move, name="move"),
    path("filings/<uuid:pk>/receipt/", views.record_receipt, name="record_receipt"),
    path("filings/<uuid:pk>/receipt/reveal/", views.reveal_receipt, name="reveal_receipt"),
    path("filings/<uuid:pk>/notice/", views.record_notice, name="record_notice"),
    path("notices/<uuid:pk>/file/", views.notice_file, name="notice_file"),
    path("deadlines/<uuid:pk>/", views.deadline, name="deadline"),
    path("deadlines/<uuid:pk>/acknowledge/", views.acknowledge, name="acknowledge"),
    path("deadlines/<uuid:pk>/settle/", views.settle, name="settle"),
]
