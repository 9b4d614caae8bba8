"""Reports count what their reader may see: they start from the rooms' own visible_* querysets."""

from cases.policy import visible_cases as visible_cases
from filings.policy import visible_deadlines as visible_deadlines
