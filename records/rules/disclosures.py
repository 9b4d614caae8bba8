"""Which acts let something about a client be seen, shared or taken out, for the log of a demand.

A test reads the sentences of the audit, and fails on an act that shows or hands out and stands
neither here nor among those that it knows to be about nobody.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VIEWED, SHARED, EXPORTED = "viewed", "shared", "exported"
WHAT: Mapping[str, Promise] = MappingProxyType(
    {VIEWED: _("Seen"), SHARED: _("Shared"), EXPORTED: _("Taken out")}
)


@dataclass(frozen=True)
class Disclosure:
    kind: str
    label: Promise


def _all(kind: str, **labels: Promise) -> dict[str, Disclosure]:
    return {code.replace("__", "."): Disclosure(kind, label) for code, label in labels.items()}


DISCLOSURES: Mapping[str, Disclosure] = MappingProxyType(
    {
        **_all(
            VIEWED,
            case__viewed=_("Looked at the case"),
            identity__revealed=_("Showed the client's name"),
            contact__revealed=_("Showed how to reach the client"),
            address__revealed=_("Showed where the client lives"),
            parties__revealed=_("Showed the names of other people"),
            answers__revealed=_("Showed intake answers"),
            screening__revealed=_("Showed screening answers"),
            family__revealed=_("Showed the names of relatives"),
            filing__receipt_revealed=_("Showed a receipt number"),
            identifier__revealed=_("Showed a number of a filing"),
            document__viewed=_("Looked at a page of a document"),
            reading__viewed=_("Read an uploaded letter"),
            release__read=_("Showed what was signed in a release"),
            referral__content_read=_("Showed what a referral said"),
            nonengagement__read=_("Read the letter that the clinic does not act"),
        ),
        **_all(
            SHARED,
            referral__sent=_("Sent a referral"),
            referral__opened=_("A partner opened a referral"),
            referral__handed_over=_("Took a referral out on paper or as a file"),
            request__sent=_("Asked an agency"),
            request__chased=_("Asked an agency again"),
            booking__offered=_("Asked an interpreter, by code name and time"),
            firm_check__compared=_("Compared names with a firm's, blindly"),
        ),
        **_all(
            EXPORTED,
            document__downloaded=_("Downloaded a document"),
            notice__downloaded=_("Downloaded a notice"),
            step__downloaded=_("Downloaded the document of a filing's step"),
            reading__downloaded=_("Downloaded an uploaded letter"),
            request__file_downloaded=_("Downloaded an agency's answer"),
            release__scan_downloaded=_("Downloaded the paper of a release"),
            waiver__downloaded=_("Downloaded a waiver"),
            bundle__downloaded=_("Downloaded a bundle of exhibits"),
            packet__downloaded=_("Downloaded a packet"),
            letter__downloaded=_("Downloaded a letter to the client"),
            letter__copy_downloaded=_("Downloaded the translation of a letter"),
            nonengagement__written=_("Wrote a letter that the clinic does not act"),
            copy__made=_("Made the client's own copy"),
            demand__scan_downloaded=_("Downloaded the paper of a demand"),
            demand_log__downloaded=_("Downloaded the log of a demand"),
            export__taken=_("Downloaded a copy of the whole clinic, this client in it"),
        ),
    }
)
# Acts without a client whom they are about that all the same took this one out with the rest.
OF_EVERYBODY = ("export.taken",)
# What they take out was made then: it holds whoever was in the clinic at that time.
MADE_OF_EVERYBODY = "export.made"
