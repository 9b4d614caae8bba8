"""What a browser may send."""

from documents.forms.documents import Arrived as Arrived
from documents.forms.documents import ChangeDocumentForm as ChangeDocumentForm
from documents.forms.documents import NewDocumentForm as NewDocumentForm
from documents.forms.documents import ReasonForm as ReasonForm
from documents.forms.documents import ReviseForm as ReviseForm
from documents.forms.documents import VersionForm as VersionForm
from documents.forms.documents import as_it_is as as_it_is
from documents.forms.originals import ChangeOriginalForm as ChangeOriginalForm
from documents.forms.originals import KeepOriginalForm as KeepOriginalForm
from documents.forms.originals import LetGoForm as LetGoForm
from documents.forms.uploads import BeginUploadForm as BeginUploadForm
from documents.forms.uploads import PartForm as PartForm
