"""Reads: profiles, what the clinic asks for, who fits a case."""

from staffing.queries.batch import ROLE as BATCH_ROLE
from staffing.queries.batch import Proposal, propose, waiting_pair
from staffing.queries.people import facts_of, gate_now, terms_now
from staffing.queries.profiles import (
    LicenceLine,
    ProfileLine,
    Proof,
    kind_words,
    languages_of,
    licence_line,
    licence_of,
    licences_of,
    load_of,
    matters_of,
    own_profile,
    profile_of,
    profile_said,
    profiles,
    proofs_of,
)
from staffing.queries.suggesting import judge_one, stands_against, suggestions

__all__ = [
    "BATCH_ROLE",
    "LicenceLine",
    "ProfileLine",
    "Proof",
    "Proposal",
    "facts_of",
    "gate_now",
    "judge_one",
    "kind_words",
    "languages_of",
    "licence_line",
    "licence_of",
    "licences_of",
    "load_of",
    "matters_of",
    "own_profile",
    "profile_of",
    "profile_said",
    "profiles",
    "proofs_of",
    "propose",
    "stands_against",
    "suggestions",
    "terms_now",
    "waiting_pair",
]
