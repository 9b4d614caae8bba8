"""What a browser may send."""

from documents.forms.documents import Arrived as Arrived
from documents.forms.documents import ChangeDocumentForm as ChangeDocumentForm
from documents.forms.documents import NewDocumentForm as NewDocumentForm
from documents.forms.documents import ReasonForm as ReasonForm
from documents.forms.documents import ReviseForm as ReviseForm
from documents.forms.documents import VersionForm as VersionForm
from documents.forms.documents import as_it_is as as_it_is
from documents.forms.exhibits import AddExhibitForm as AddExhibitForm
from documents.forms.exhibits import BundleForm as BundleForm
from documents.forms.exhibits import ChangeExhibitForm as ChangeExhibitForm
from documents.forms.exhibits import ChangeListForm as ChangeListForm
from documents.forms.exhibits import ContinueForm as ContinueForm
from documents.forms.exhibits import DiscardForm as DiscardForm
from documents.forms.exhibits import FinishForm as FinishForm
from documents.forms.exhibits import MakeListForm as MakeListForm
from documents.forms.exhibits import WayForm as WayForm
from documents.forms.originals import ChangeOriginalForm as ChangeOriginalForm
from documents.forms.originals import KeepOriginalForm as KeepOriginalForm
from documents.forms.originals import LetGoForm as LetGoForm
from documents.forms.signings import SignDocumentForm as SignDocumentForm
from documents.forms.translations import CertifyForm as CertifyForm
from documents.forms.translations import RemoveTranslationForm as RemoveTranslationForm
from documents.forms.translations import TranslationForm as TranslationForm
from documents.forms.uploads import BeginUploadForm as BeginUploadForm
from documents.forms.uploads import PartForm as PartForm
