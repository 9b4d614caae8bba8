"""What the clinic's desk does, one verb each."""

from clinic.office.actions.audit import check_copy as check_copy
from clinic.office.actions.audit import copy_trail as copy_trail
from clinic.office.actions.audit import verify_trail as verify_trail
from clinic.office.actions.clinics import create_clinic as create_clinic
from clinic.office.actions.clinics import edit_clinic as edit_clinic
from clinic.office.actions.clinics import settings_mark as settings_mark
from clinic.office.actions.invitations import accept_invitation as accept_invitation
from clinic.office.actions.invitations import invite_member as invite_member
from clinic.office.actions.invitations import revoke_invitation as revoke_invitation
from clinic.office.actions.members import end_calendar as end_calendar
from clinic.office.actions.members import end_membership as end_membership
from clinic.office.actions.members import reset_factor as reset_factor
from clinic.office.actions.members import set_roles as set_roles
from clinic.office.actions.systems import end_system as end_system
from clinic.office.actions.systems import register_system as register_system
from clinic.office.actions.systems import set_system_roles as set_system_roles
from clinic.office.actions.tokens import make_token as make_token
from clinic.office.actions.tokens import revoke_token as revoke_token
