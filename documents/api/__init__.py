"""Endpoints."""

from documents.api.documents import CaseDocuments as CaseDocuments
from documents.api.documents import ChangedDocument as ChangedDocument
from documents.api.documents import Document as Document
from documents.api.documents import RemovedDocument as RemovedDocument
from documents.api.documents import RestoredDocument as RestoredDocument
from documents.api.documents import RevisedDocument as RevisedDocument
from documents.api.documents import RevisionFile as RevisionFile
from documents.api.originals import Original as Original
from documents.api.originals import OriginalGone as OriginalGone
from documents.api.originals import Originals as Originals
from documents.api.uploads import CaseUploads as CaseUploads
from documents.api.uploads import Upload as Upload
from documents.api.uploads import UploadParts as UploadParts
