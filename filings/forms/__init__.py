"""The shape of input."""

from filings.forms.away import LeaveForm, SnoozeForm
from filings.forms.calculator import CalculatorForm
from filings.forms.dates import (
    AddDeadlineForm,
    FactsForm,
    NoDeadlineForm,
    OrderedForm,
    SetDayForm,
)
from filings.forms.deadlines import AgreeForm, ReasonForm, ReviewForm, SettleForm, VersionForm
from filings.forms.describing import DependentForm, DescribeForm, FindForm, IdentifierForm
from filings.forms.filings import (
    AddForm,
    DayField,
    ReceiptForm,
    RevealForm,
    StepForm,
)
from filings.forms.listing import DeadlineFilterForm
from filings.forms.moving import MoveForm, as_fields
from filings.forms.notices import NoticeForm
from filings.forms.packs import PackForm
from filings.forms.readings import (
    ConfirmForm,
    ConfirmReceiptForm,
    DismissForm,
    LetterForm,
    MatchForm,
)
from filings.forms.wishes import WishesForm

__all__ = [
    "AddDeadlineForm",
    "AddForm",
    "AgreeForm",
    "CalculatorForm",
    "ConfirmForm",
    "ConfirmReceiptForm",
    "DayField",
    "DeadlineFilterForm",
    "DependentForm",
    "DescribeForm",
    "DismissForm",
    "FactsForm",
    "FindForm",
    "IdentifierForm",
    "LeaveForm",
    "LetterForm",
    "MatchForm",
    "MoveForm",
    "NoDeadlineForm",
    "NoticeForm",
    "OrderedForm",
    "PackForm",
    "ReasonForm",
    "ReceiptForm",
    "RevealForm",
    "ReviewForm",
    "SetDayForm",
    "SettleForm",
    "SnoozeForm",
    "StepForm",
    "VersionForm",
    "WishesForm",
    "as_fields",
]
