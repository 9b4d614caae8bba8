"""Writes: lists that come in, copies that go out."""

from exchange.actions.advancing import advance_import, fail_import
from exchange.actions.deciding import decide_row
from exchange.actions.exports import (
    agree_to_export,
    ask_export,
    expire_export,
    fail_export,
    finish_export,
    refuse_export,
    take_export,
)
from exchange.actions.imports import (
    close_import,
    confirm_import,
    download_report,
    expire_import,
    resume_import,
    stop_import,
    upload_list,
)

__all__ = [
    "advance_import",
    "agree_to_export",
    "ask_export",
    "close_import",
    "confirm_import",
    "decide_row",
    "download_report",
    "expire_export",
    "expire_import",
    "fail_export",
    "fail_import",
    "finish_export",
    "refuse_export",
    "resume_import",
    "stop_import",
    "take_export",
    "upload_list",
]
