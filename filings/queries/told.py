"""What a case's timeline tells of an act: the codes of its audit entry in words."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from filings.queries.packs import rule_here
from filings.rules import UnknownRule
from filings.rules.lifecycle import LIFECYCLES
from filings.rules.notices import KINDS

STATUSES = {code: status for cycle in LIFECYCLES.values() for code, status in cycle.items()}


def _form(detail: Mapping[str, Any]) -> str:
    return str(detail["form"]).upper()


def _step(detail: Mapping[str, Any]) -> str:
    was, became = _(STATUSES[detail["was"]].label), _(STATUSES[detail["became"]].label)
    return _("From “%(was)s” to “%(became)s”") % {"was": was, "became": became}


def _kind(detail: Mapping[str, Any]) -> str:
    return _(KINDS[detail["kind"]].label)


def _rule(detail: Mapping[str, Any]) -> str:
    try:
        return _(rule_here(detail["rule"]).name)
    except UnknownRule:
        return str(detail["rule"])


TELLERS: Mapping[str, Callable[[Mapping[str, Any]], str]] = MappingProxyType(
    {
        "filing.added": _form,
        "filing.moved": _step,
        "dependent.accepted": _form,
        "dependent.dismissed": _form,
        "notice.recorded": _kind,
        "deadline.computed": _rule,
        "deadline.added": _rule,
    }
)
