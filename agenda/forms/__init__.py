"""The shape of input."""

from agenda.forms.appointments import CancelAppointmentForm as CancelAppointmentForm
from agenda.forms.appointments import ChangeAppointmentForm as ChangeAppointmentForm
from agenda.forms.appointments import NewAppointmentForm as NewAppointmentForm
from agenda.forms.appointments import appointment_as_it_is as appointment_as_it_is
from agenda.forms.contacts import CorrectContactForm as CorrectContactForm
from agenda.forms.contacts import NewContactForm as NewContactForm
from agenda.forms.contacts import as_recorded as as_recorded
from agenda.forms.contacts import filled_in as filled_in
from agenda.forms.hours import CaseFunderForm as CaseFunderForm
from agenda.forms.hours import CorrectHoursForm as CorrectHoursForm
from agenda.forms.hours import FunderForm as FunderForm
from agenda.forms.hours import NewHoursForm as NewHoursForm
from agenda.forms.hours import PeriodForm as PeriodForm
from agenda.forms.hours import RateForm as RateForm
from agenda.forms.hours import StopForm as StopForm
from agenda.forms.hours import WeekHoursForm as WeekHoursForm
from agenda.forms.hours import WhyForm as WhyForm
from agenda.forms.hours import hours_as_they_are as hours_as_they_are
from agenda.forms.hours import this_year as this_year
from agenda.forms.silence import AnswerSilenceForm as AnswerSilenceForm
from agenda.forms.silence import SilenceDaysForm as SilenceDaysForm
from agenda.forms.tasks import ChangeTaskForm as ChangeTaskForm
from agenda.forms.tasks import NewTaskForm as NewTaskForm
from agenda.forms.tasks import ReasonForm as ReasonForm
from agenda.forms.tasks import VersionForm as VersionForm
from agenda.forms.tasks import task_as_it_is as task_as_it_is
