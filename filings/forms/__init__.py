"""The shape of input."""

from filings.forms.calculator import CalculatorForm
from filings.forms.filings import (
    AddForm,
    DayField,
    MoveForm,
    NoticeForm,
    ReceiptForm,
    RevealForm,
    SettleForm,
    StepForm,
)
from filings.forms.listing import DeadlineFilterForm

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
]
