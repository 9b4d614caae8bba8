"""Endpoints."""

from documents.api.bundles import Bundle as Bundle
from documents.api.bundles import BundleFile as BundleFile
from documents.api.bundles import Bundles as Bundles
from documents.api.bundles import RetriedBundle as RetriedBundle
from documents.api.documents import CaseDocuments as CaseDocuments
from documents.api.documents import ChangedDocument as ChangedDocument
from documents.api.documents import Document as Document
from documents.api.documents import RemovedDocument as RemovedDocument
from documents.api.documents import RestoredDocument as RestoredDocument
from documents.api.documents import RevisedDocument as RevisedDocument
from documents.api.documents import RevisionFile as RevisionFile
from documents.api.exhibits import ContinuedExhibitList as ContinuedExhibitList
from documents.api.exhibits import DiscardedExhibitList as DiscardedExhibitList
from documents.api.exhibits import ExhibitList as ExhibitList
from documents.api.exhibits import ExhibitLists as ExhibitLists
from documents.api.exhibits import FinishedExhibitList as FinishedExhibitList
from documents.api.on_lists import Exhibit as Exhibit
from documents.api.on_lists import Exhibits as Exhibits
from documents.api.on_lists import LeftOutExhibit as LeftOutExhibit
from documents.api.on_lists import MovedExhibit as MovedExhibit
from documents.api.originals import Original as Original
from documents.api.originals import OriginalGone as OriginalGone
from documents.api.originals import Originals as Originals
from documents.api.uploads import CaseUploads as CaseUploads
from documents.api.uploads import Upload as Upload
from documents.api.uploads import UploadParts as UploadParts
