"""Shapes of what is typed about lists and copies."""

from exchange.forms.exports import AskExportForm, ProofForm
from exchange.forms.imports import ColumnsForm, DecideForm, UploadForm

__all__ = ["AskExportForm", "ColumnsForm", "DecideForm", "ProofForm", "UploadForm"]
