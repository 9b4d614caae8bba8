"""Addresses of the room; ids only, nothing that tells of a person."""

from django.urls import path

from documents import api
from documents.views import bundles, documents, exhibits, originals, signings, translations, uploads

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
    path("cases/<uuid:pk>/exhibits/new/", exhibits.make_list, name="make_list"),
    path("exhibit-lists/<uuid:pk>/", exhibits.exhibit_list, name="exhibit_list"),
    path("exhibit-lists/<uuid:pk>/change/", exhibits.change_list, name="change_list"),
    path("exhibit-lists/<uuid:pk>/discard/", exhibits.discard_list, name="discard_list"),
    path("exhibit-lists/<uuid:pk>/finish/", exhibits.finish_list, name="finish_list"),
    path("exhibit-lists/<uuid:pk>/continue/", exhibits.continue_list, name="continue_list"),
    path("exhibit-lists/<uuid:pk>/add/", exhibits.add_exhibit, name="add_exhibit"),
    path("exhibits/<uuid:pk>/change/", exhibits.change_exhibit, name="change_exhibit"),
    path("exhibits/<uuid:pk>/move/", exhibits.move_exhibit, name="move_exhibit"),
    path("exhibits/<uuid:pk>/leave-out/", exhibits.leave_out, name="leave_out"),
    path("exhibit-lists/<uuid:pk>/bundle/", bundles.request_bundle, name="request_bundle"),
    path("bundles/<uuid:pk>/", bundles.bundle, name="bundle"),
    path("bundles/<uuid:pk>/retry/", bundles.retry_bundle, name="retry_bundle"),
    path("bundles/<uuid:pk>/download/", bundles.download_bundle, name="download_bundle"),
    path("documents/<uuid:pk>/sign/", signings.sign_document, name="sign_document"),
    path("documents/<uuid:pk>/translation/", translations.say_translation, name="say_translation"),
    path(
        "documents/<uuid:pk>/translation/remove/",
        translations.remove_translation,
        name="remove_translation",
    ),
    path(
        "documents/<uuid:pk>/certificate/",
        translations.certify_translation,
        name="certify_translation",
    ),
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
    path("cases/<uuid:pk>/exhibit-lists", api.ExhibitLists.as_view(), name="exhibit_lists"),
    path("exhibit-lists/<uuid:pk>", api.ExhibitList.as_view(), name="exhibit_list"),
    path("exhibit-lists/<uuid:pk>/finish", api.FinishedExhibitList.as_view(), name="finish_list"),
    path(
        "exhibit-lists/<uuid:pk>/continue", api.ContinuedExhibitList.as_view(),
        name="continue_list",
    ),
    path(
        "exhibit-lists/<uuid:pk>/discard", api.DiscardedExhibitList.as_view(),
        name="discard_list",
    ),
    path("exhibit-lists/<uuid:pk>/exhibits", api.Exhibits.as_view(), name="exhibits"),
    path(
        "documents/<uuid:pk>/translation", api.DocumentTranslation.as_view(), name="translation"
    ),
    path(
        "documents/<uuid:pk>/translation/remove", api.RemovedTranslation.as_view(),
        name="remove_translation",
    ),
    path("exhibit-lists/<uuid:pk>/bundles", api.Bundles.as_view(), name="bundles"),
    path("bundles/<uuid:pk>", api.Bundle.as_view(), name="bundle"),
    path("bundles/<uuid:pk>/retry", api.RetriedBundle.as_view(), name="retry_bundle"),
    path("bundles/<uuid:pk>/file", api.BundleFile.as_view(), name="bundle_file"),
    path("exhibits/<uuid:pk>", api.Exhibit.as_view(), name="exhibit"),
    path("exhibits/<uuid:pk>/move", api.MovedExhibit.as_view(), name="move_exhibit"),
    path("exhibits/<uuid:pk>/leave-out", api.LeftOutExhibit.as_view(), name="leave_out_exhibit"),
]  # fmt: skip
