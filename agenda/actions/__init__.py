"""Writes: one verb each."""

from agenda.actions.appointments import add_appointment as add_appointment
from agenda.actions.appointments import cancel_appointment as cancel_appointment
from agenda.actions.appointments import change_appointment as change_appointment
from agenda.actions.appointments import finish_appointment as finish_appointment
from agenda.actions.contacts import SENT_TWICE as SENT_TWICE
from agenda.actions.contacts import correct_contact as correct_contact
from agenda.actions.contacts import log_contact as log_contact
from agenda.actions.feeds import make_feed as make_feed
from agenda.actions.feeds import mark_used as mark_used
from agenda.actions.feeds import note_reading as note_reading
from agenda.actions.feeds import revoke_feed as revoke_feed
from agenda.actions.tasks import add_task as add_task
from agenda.actions.tasks import add_usual_task as add_usual_task
from agenda.actions.tasks import cancel_task as cancel_task
from agenda.actions.tasks import change_task as change_task
from agenda.actions.tasks import finish_task as finish_task
from agenda.actions.tasks import reopen_task as reopen_task
