"""Addresses of the room; ids only, nothing that tells of a person."""

from django.urls import path

from documents import api
from documents.views import documents, originals, uploads

app_name = "documents"
urlpatterns = [
    path("cases/<uuid:pk>/documents/", documents.of_case, name="of_case"),
    path("cases/<uuid:pk>/documents/add/", documents.add_document, name="add"),
    path("cases/<uuid:pk>/originals/add/", originals.keep_original, name="keep_original"),
    path("originals/<uuid:pk>/change/", originals.change_original, name="change_original"),
    path("originals/<uuid:pk>/go/", originals.let_original_go, name="let_original_go"),
    path("cases/<uuid:pk>/uploads/", uploads.begin_upload, name="begin_upload"),
    path("uploads/<uuid:pk>/part/", uploads.part, name="part"),
    path("uploads/<uuid:pk>/discard/", uploads.discard_upload, name="discard_upload"),
    path("documents/<uuid:pk>/", documents.document, name="document"),
    path("documents/<uuid:pk>/revise/", documents.revise_document, name="revise"),
    path("documents/<uuid:pk>/change/", documents.change_document, name="change"),
    path("documents/<uuid:pk>/remove/", documents.remove_document, name="remove"),
    path("documents/<uuid:pk>/restore/", documents.restore_document, name="restore"),
    path("revisions/<uuid:pk>/look/", documents.look_at, name="look"),
    path("revisions/<uuid:pk>/look/<int:number>/", documents.look_at, name="look_page"),
    path("revisions/<uuid:pk>/pages/<int:number>/", documents.page_picture, name="page_picture"),
    path("revisions/<uuid:pk>/file/", documents.download_revision, name="download"),
]
api_patterns = [
    path("cases/<uuid:pk>/documents", api.CaseDocuments.as_view(), name="case_documents"),
    path("cases/<uuid:pk>/originals", api.Originals.as_view(), name="originals"),
    path("originals/<uuid:pk>", api.Original.as_view(), name="original"),
    path("originals/<uuid:pk>/go", api.OriginalGone.as_view(), name="let_original_go"),
    path("cases/<uuid:pk>/uploads", api.CaseUploads.as_view(), name="case_uploads"),
    path("uploads/<uuid:pk>", api.Upload.as_view(), name="upload"),
    path("uploads/<uuid:pk>/parts", api.UploadParts.as_view(), name="upload_parts"),
    path("documents/<uuid:pk>", api.Document.as_view(), name="document"),
    path("documents/<uuid:pk>/revise", api.RevisedDocument.as_view(), name="revise_document"),
    path("documents/<uuid:pk>/change", api.ChangedDocument.as_view(), name="change_document"),
    path("documents/<uuid:pk>/remove", api.RemovedDocument.as_view(), name="remove_document"),
    path("documents/<uuid:pk>/restore", api.RestoredDocument.as_view(), name="restore_document"),
    path("revisions/<uuid:pk>/file", api.RevisionFile.as_view(), name="revision_file"),
]
