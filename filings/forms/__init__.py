"""The shape of input."""

from filings.forms.calculator import CalculatorForm
from filings.forms.filings import (
    AddForm,
    DayField,
    ReceiptForm,
    RevealForm,
    SettleForm,
    StepForm,
)
from filings.forms.listing import DeadlineFilterForm
from filings.forms.moving import MoveForm, as_fields
from filings.forms.notices import NoticeForm
from filings.forms.wishes import WishesForm

__all__ = [
    "AddForm",
    "CalculatorForm",
    "DayField",
    "DeadlineFilterForm",
    "MoveForm",
    "NoticeForm",
    "ReceiptForm",
    "RevealForm",
    "SettleForm",
    "StepForm",
    "WishesForm",
    "as_fields",
]
