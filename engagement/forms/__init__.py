"""What letters are asked for."""

from engagement.forms.letters import AddLetterForm as AddLetterForm
from engagement.forms.letters import ClosingForm as ClosingForm
from engagement.forms.letters import EmergencyForm as EmergencyForm
from engagement.forms.letters import EndForm as EndForm
from engagement.forms.letters import GiveForm as GiveForm
from engagement.forms.letters import ReasonForm as ReasonForm
from engagement.forms.letters import VersionForm as VersionForm
from engagement.forms.letters import WaiveForm as WaiveForm
from engagement.forms.sections import SectionsForm as SectionsForm
from engagement.forms.sections import TranslateForm as TranslateForm
from engagement.forms.sections import WordingForm as WordingForm
from engagement.forms.sections import WordingPlaceForm as WordingPlaceForm
from engagement.forms.signing import SignAttorneyForm as SignAttorneyForm
from engagement.forms.signing import SignClientForm as SignClientForm
