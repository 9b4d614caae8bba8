"""Reads. Each starts from what `policy` lets the actor reach."""

from cases.queries import case_of as case_of
from documents.queries.documents import DocumentLine as DocumentLine
from documents.queries.documents import close_blockers as close_blockers
from documents.queries.documents import document_entries as document_entries
from documents.queries.documents import document_exists as document_exists
from documents.queries.documents import document_line as document_line
from documents.queries.documents import document_of as document_of
from documents.queries.documents import documents_of_case as documents_of_case
from documents.queries.documents import filename_of as filename_of
from documents.queries.documents import lines_of as lines_of
from documents.queries.documents import page_of_case as page_of_case
from documents.queries.documents import revision_of as revision_of
from documents.queries.documents import revisions_of as revisions_of
from documents.queries.originals import OriginalLine as OriginalLine
from documents.queries.originals import original_of as original_of
from documents.queries.originals import originals_in as originals_in
from documents.queries.originals import originals_of_case as originals_of_case
from documents.queries.originals import originals_page as originals_page
from documents.queries.uploads import upload_in as upload_in
from documents.queries.uploads import upload_of as upload_of
from documents.queries.uploads import uploads_of_case as uploads_of_case
