"""Cases and what is kept in them."""

from cases.models.cases import Assignment as Assignment
from cases.models.cases import Case as Case
from cases.models.cases import CaseCounter as CaseCounter
from cases.models.cases import CaseUserPerm as CaseUserPerm
from cases.models.cases import TimedAccess as TimedAccess
from cases.models.handing import Handover as Handover
from cases.models.matters import Benefit as Benefit
from cases.models.matters import Matter as Matter
from cases.models.matters import MatterItem as MatterItem
from cases.models.matters import MatterMove as MatterMove
from cases.models.notes import EarlierNote as EarlierNote
from cases.models.notes import Note as Note
