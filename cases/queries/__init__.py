"""Reads. Each starts from `visible_cases` or `visible_notes`."""

from cases.policy import visible_notes as visible_notes
from cases.queries.access import Access as Access
from cases.queries.access import Candidate as Candidate
from cases.queries.access import access_to as access_to
from cases.queries.access import candidates as candidates
from cases.queries.case import CaseHeader as CaseHeader
from cases.queries.case import assign_blockers as assign_blockers
from cases.queries.case import assignment_of as assignment_of
from cases.queries.case import case_header as case_header
from cases.queries.case import case_of as case_of
from cases.queries.case import close_blockers as close_blockers
from cases.queries.case import exists as exists
from cases.queries.case import next_steps_of as next_steps_of
from cases.queries.case import open_blockers as open_blockers
from cases.queries.case import outcome_of as outcome_of
from cases.queries.case import team_of as team_of
from cases.queries.listing import CaseFilter as CaseFilter
from cases.queries.listing import CaseList as CaseList
from cases.queries.listing import case_list as case_list
from cases.queries.listing import links_of as links_of
from cases.queries.listing import my_cases as my_cases
from cases.queries.listing import unassigned as unassigned
from cases.queries.timeline import Timeline as Timeline
from cases.queries.timeline import note_exists as note_exists
from cases.queries.timeline import should_note_look as should_note_look
from cases.queries.timeline import timeline as timeline
