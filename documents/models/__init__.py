from documents.models.documents import Document as Document
from documents.models.documents import Revision as Revision
from documents.models.originals import Original as Original
from documents.models.uploads import Part as Part
from documents.models.uploads import Upload as Upload
