"""What a copy of the whole clinic holds, and what stays behind and why. Read by a test."""

from collections.abc import Mapping
from datetime import timedelta

FORMAT, FORMAT_VERSION = "alcove-clinic", 1
# A copy holds everybody's names; it is not left lying about.
KEPT_FOR = timedelta(hours=24)
LONGEST_NOTE = 500
LIST = "clients-and-matters.csv"

# Tables that say nothing outside this installation, or that open something.
LEFT_OUT: Mapping[str, str] = {
    "vault.ClinicKey": "keys are never copied; what they sealed is in the copy in clear",
    "vault.ClientKey": "as above",
    "people.AccessToken": "hashes of secrets of programs",
    "people.Invitation": "links that let somebody in",
    "webhooks.WebhookEndpoint": "secrets shared with other systems",
    "webhooks.WebhookDelivery": "messages to those",
    "referrals.ReferralLink": "links that let a partner in",
    "agenda.StatusAsk": "monthly links of members and what they answered",
    "agenda.Feed": "secret addresses of members' calendars",
    "documents.Upload": "files that were still arriving",
    "documents.Part": "as above",
    "rest.SentOnce": "answers kept for a day for programs that send twice",
    "clients.PartyToken": "hashes under a key of this installation; made anew from the names",
    "clients.ClientUserPerm": "follows from the assignments",
    "cases.CaseUserPerm": "follows from the assignments",
    "notices.OutboxItem": "work that waits for this installation's workers",
    "exchange.ListImport": "lists that came in are in what was made of them",
    "exchange.ImportRow": "as above",
    "exchange.ClinicExport": "copies like this one",
}
# Columns of tables that are copied: hashes under keys of this installation, and keys.
LEFT_OUT_COLUMNS: Mapping[str, frozenset[str]] = {
    "files.StoredFile": frozenset({"file_key", "storage_name"}),
    "interpreters.Offer": frozenset({"token", "token_hash"}),
    "filings.Filing": frozenset({"receipt_token"}),
    "filings.FilingIdentifier": frozenset({"token"}),
}
# What an import of the list brings back equal, by table; every other table is for reading only.
READ_BACK: Mapping[str, tuple[str, ...]] = {
    "clients.Client": (
        "code_name", "legal_name", "name_to_use", "birth_date", "birth_year", "pronouns",
        "nationality", "language", "interpreter",
    ),
    "clients.Party": ("kind", "name"),
    "clients.Identifier": ("kind", "value"),
    "clients.ContactRule": ("channel", "address"),
    "cases.Case": (
        "number", "matter", "stage", "opened_on", "closed_on", "outcome", "close_reason",
        "summary",
    ),
}  # fmt: skip
# A client's or the clinic's key says nothing without the key itself.
KEY_COLUMN = "key"
