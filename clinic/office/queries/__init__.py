"""Reads of the clinic's desk."""

from clinic.office.queries.audit import Filters as Filters
from clinic.office.queries.audit import chain_state as chain_state
from clinic.office.queries.audit import entries as entries
from clinic.office.queries.audit import people_to_choose as people_to_choose
from clinic.office.queries.audit import rows_of as rows_of
from clinic.office.queries.members import clinic_of as clinic_of
from clinic.office.queries.members import invitation_by_link as invitation_by_link
from clinic.office.queries.members import invitation_exists as invitation_exists
from clinic.office.queries.members import invitation_of as invitation_of
from clinic.office.queries.members import invited_person as invited_person
from clinic.office.queries.members import is_open as is_open
from clinic.office.queries.members import member_of as member_of
from clinic.office.queries.members import members as members
from clinic.office.queries.members import open_work as open_work
from clinic.office.queries.members import waiting_with_mail as waiting_with_mail
