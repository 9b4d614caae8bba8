"""The shape of input."""

from agenda.forms.appointments import CancelAppointmentForm as CancelAppointmentForm
from agenda.forms.appointments import ChangeAppointmentForm as ChangeAppointmentForm
from agenda.forms.appointments import NewAppointmentForm as NewAppointmentForm
from agenda.forms.appointments import appointment_as_it_is as appointment_as_it_is
from agenda.forms.contacts import CorrectContactForm as CorrectContactForm
from agenda.forms.contacts import NewContactForm as NewContactForm
from agenda.forms.contacts import as_recorded as as_recorded
from agenda.forms.contacts import filled_in as filled_in
from agenda.forms.tasks import ChangeTaskForm as ChangeTaskForm
from agenda.forms.tasks import NewTaskForm as NewTaskForm
from agenda.forms.tasks import ReasonForm as ReasonForm
from agenda.forms.tasks import VersionForm as VersionForm
from agenda.forms.tasks import task_as_it_is as task_as_it_is
