"""Answers that several questions share, and the steps that lead to screening and conflict check."""

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

RUN_NOW = "run"
CONFLICT = Step(
    "conflict",
    gettext_noop("Conflict check"),
    gettext_noop(
        "The names and numbers of this intake are compared with all others of the clinic. What is "
        "found shows here only as something to look at: no name, no matter. Nobody is assigned "
        "before a coordinator has decided."
    ),
    (
        Question(
            "conflict_check",
            gettext_noop("Shall we run the check now?"),
            gettext_noop(
                "So that you know early whether we can act for you. It tells nobody who you are."
            ),
            Kind.CHOICE,
            (
                Choice(RUN_NOW, gettext_noop("Yes, run it now")),
                Choice("later", gettext_noop("Not now; it stays open")),
            ),
            skippable=False,  # put off in words, never passed over
        ),
    ),
)
