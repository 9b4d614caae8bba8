"""The questions that stay open to correction after the intake, on one page."""

from clients.rules.intake_shape import Step
from clients.rules.intake_steps import IDENTITY, LANGUAGE, NAME
from clients.rules.wording import gettext_noop

# Asked as text; telephone and e-mail come with the safe-contact rules.
NUMBER_KINDS = ("a_number", "passport", "receipt", "eoir", "uk_reference", "state")

# Other names are parties of their own and are changed there.
RECORD = Step(
    "record",
    gettext_noop("Correct the record"),
    gettext_noop("A changed name or number asks for a new conflict check."),
    (
        *NAME.questions,
        *(question for question in IDENTITY.questions if question.code != "other_names"),
        *(
            question
            for question in LANGUAGE.questions
            if question.code in {"language", "interpreter"}
        ),
    ),
)
