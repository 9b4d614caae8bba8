"""Answers that several questions share, and the step that leads to the screening."""

from clients.rules.intake_shape import Choice, Kind, Question, Step
from clients.rules.wording import gettext_noop

YES = Choice("yes", gettext_noop("Yes"))
NO = Choice("no", gettext_noop("No"))
UNSURE = Choice("unsure", gettext_noop("Not sure"))

# How somebody came here; counted by reports, never needed for help.
REFERRED_BY = Question(
    "referred_by",
    gettext_noop("Who told you about us?"),
    gettext_noop("So that we know who finds the way here. You need not name anybody."),
    Kind.CHOICE,
    (
        Choice("self", gettext_noop("I found you myself")),
        Choice("friend", gettext_noop("A friend or family")),
        Choice("survivor", gettext_noop("Another survivor")),
        Choice("hotline", gettext_noop("A hotline")),
        Choice("shelter", gettext_noop("A shelter or another organisation")),
        Choice("health", gettext_noop("A doctor or hospital")),
        Choice("school", gettext_noop("A school")),
        Choice("lawyer", gettext_noop("A lawyer or legal clinic")),
        Choice("agency", gettext_noop("The police or an office")),
        Choice("other", gettext_noop("Somebody else")),
    ),
)

SCREENING = Step(
    "screening",
    gettext_noop("Questions about what happened"),
    gettext_noop(
        "Plain questions that a yes or no answers, on pages of their own. They are for the "
        "attorney, who decides what help may fit. They can be asked later, or never."
    ),
    (
        Question(
            "screening_wanted",
            gettext_noop("May we ask you some short questions about what happened?"),
            gettext_noop(
                "They show which kinds of help may fit. You can skip any of them and stop at any "
                "moment, and you get help whatever you answer."
            ),
            Kind.CHOICE,
            (YES, Choice("later", gettext_noop("Not today")), NO),
        ),
    ),
)
