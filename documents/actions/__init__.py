"""Writes."""

from documents.actions.documents import SENT_TWICE as SENT_TWICE
from documents.actions.documents import add_document as add_document
from documents.actions.documents import change_document as change_document
from documents.actions.documents import download_revision as download_revision
from documents.actions.documents import remove_document as remove_document
from documents.actions.documents import restore_document as restore_document
from documents.actions.documents import revise_document as revise_document
from documents.actions.documents import view_page as view_page
from documents.actions.made import keep_made as keep_made
from documents.actions.originals import change_original as change_original
from documents.actions.originals import keep_original as keep_original
from documents.actions.originals import let_original_go as let_original_go
from documents.actions.uploads import begin_upload as begin_upload
from documents.actions.uploads import discard_upload as discard_upload
from documents.actions.uploads import expire_upload as expire_upload
from documents.actions.uploads import keep_part as keep_part
from documents.actions.uploads import sweep_uploads as sweep_uploads
from documents.actions.uploads import whole as whole
