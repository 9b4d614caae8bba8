"""What was done with a client, what is to be done, and when who meets where."""

from agenda.models.appointments import Appointment as Appointment
from agenda.models.appointments import AppointmentMove as AppointmentMove
from agenda.models.appointments import Attendee as Attendee
from agenda.models.contacts import Contact as Contact
from agenda.models.contacts import EarlierContact as EarlierContact
from agenda.models.feeds import Feed as Feed
from agenda.models.hours import CaseFunder as CaseFunder
from agenda.models.hours import EarlierHours as EarlierHours
from agenda.models.hours import Funder as Funder
from agenda.models.hours import HourEntry as HourEntry
from agenda.models.hours import HourRate as HourRate
from agenda.models.hours import Timer as Timer
from agenda.models.silence import Silence as Silence
from agenda.models.silence import SilenceDays as SilenceDays
from agenda.models.status import StatusAsk as StatusAsk
from agenda.models.tasks import Task as Task
from agenda.models.tasks import TaskMove as TaskMove
