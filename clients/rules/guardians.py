"""Who may never decide for a client: an abuser, also one who is the guardian.

28 CFR 94.115(a)(4): consent for a minor may not be given by the abuser of the minor.
"""

from clients.rules.conflict import PartyKind

# Only these may stand beside a guardian's name without a question. Any other kind, also one that is
# added later, counts as somebody against the client until a person has looked.
HARMLESS = frozenset(
    {
        PartyKind.CLIENT.value,
        PartyKind.ALIAS.value,
        PartyKind.FAMILY.value,
        PartyKind.CO_SURVIVOR.value,
        PartyKind.WITNESS.value,
        PartyKind.OTHER.value,
    }
)
# Who can be chosen as a guardian at all.
GUARDIANS = frozenset({PartyKind.FAMILY.value, PartyKind.OTHER.value})
