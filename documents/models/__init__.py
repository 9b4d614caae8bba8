from documents.models.bundles import Bundle as Bundle
from documents.models.documents import Document as Document
from documents.models.documents import Revision as Revision
from documents.models.exhibits import Exhibit as Exhibit
from documents.models.exhibits import ExhibitList as ExhibitList
from documents.models.originals import Original as Original
from documents.models.uploads import Part as Part
from documents.models.uploads import Upload as Upload
