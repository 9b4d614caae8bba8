"""The shape of input on the clinic's desk."""

from clinic.office.forms.audit import AuditFilterForm as AuditFilterForm
from clinic.office.forms.audit import CopyForm as CopyForm
from clinic.office.forms.members import EndForm as EndForm
from clinic.office.forms.members import InviteForm as InviteForm
from clinic.office.forms.members import JoinForm as JoinForm
from clinic.office.forms.members import RolesForm as RolesForm
from clinic.office.forms.members import SettingsForm as SettingsForm
from clinic.office.forms.tokens import SystemForm as SystemForm
from clinic.office.forms.tokens import SystemRolesForm as SystemRolesForm
from clinic.office.forms.tokens import TokenForm as TokenForm
