"""What is done with webhooks, one verb each, and what becomes of a delivery."""

from clinic.webhooks.actions.deliveries import announce as announce
from clinic.webhooks.actions.deliveries import begin_attempt as begin_attempt
from clinic.webhooks.actions.deliveries import finish_delivery as finish_delivery
from clinic.webhooks.actions.deliveries import forget_old as forget_old
from clinic.webhooks.actions.deliveries import give_up_delivery as give_up_delivery
from clinic.webhooks.actions.deliveries import note_failure as note_failure
from clinic.webhooks.actions.endpoints import add_endpoint as add_endpoint
from clinic.webhooks.actions.endpoints import edit_endpoint as edit_endpoint
from clinic.webhooks.actions.endpoints import end_endpoint as end_endpoint
from clinic.webhooks.actions.endpoints import pause_endpoint as pause_endpoint
from clinic.webhooks.actions.endpoints import resume_endpoint as resume_endpoint
from clinic.webhooks.actions.endpoints import rotate_secret as rotate_secret
from clinic.webhooks.actions.endpoints import stop_endpoint as stop_endpoint
from clinic.webhooks.actions.messages import send_again as send_again
from clinic.webhooks.actions.messages import send_test as send_test
from clinic.webhooks.queries import DELIVER as DELIVER
