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

__all__ = [
    "AddForm",
    "CalculatorForm",
    "DayField",
    "MoveForm",
    "NoticeForm",
    "ReceiptForm",
    "RevealForm",
    "SettleForm",
    "StepForm",
]
