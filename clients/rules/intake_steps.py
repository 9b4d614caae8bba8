"""The intake as data: steps in their order, each question with its reason.

Changing a text here changes what is asked from now on. Codes are stored with the answers, so a
code is never given a second meaning; a question that is dropped keeps its code unused.
"""

from clients.rules.conflict import OF_MATTER, PARTY_LABELS, PartyKind
from clients.rules.intake_more_steps import CONFLICT, NO, REFERRED_BY, SCREENING, UNSURE, YES
from clients.rules.intake_shape import Choice, Kind, Question, Step
from clients.rules.wording import gettext_noop

TRUSTED = Choice("trusted", gettext_noop("Somebody is here whom I trust"))

SAFETY = Step(
    "safety",
    gettext_noop("Is this a safe moment?"),
    gettext_noop("Nothing else is asked until talking is safe. You can stop at any time."),
    (
        Question(
            "safe_now",
            gettext_noop("Is it safe for you to talk right now?"),
            gettext_noop("If it is not, we stop here and find a better time."),
            Kind.CHOICE,
            (YES, NO, UNSURE),
            skippable=False,
        ),
        Question(
            "private",
            gettext_noop("Are you somewhere private, where nobody can listen?"),
            gettext_noop("What you tell us should reach only us."),
            Kind.CHOICE,
            (
                Choice("yes", gettext_noop("Yes, I can talk in private")),
                TRUSTED,
                Choice("no", gettext_noop("No, somebody could hear")),
            ),
            skippable=False,
        ),
        Question(
            "if_cut_off",
            gettext_noop("If we are cut off, what should we do?"),
            gettext_noop("So that we do not call back at the wrong moment."),
            Kind.CHOICE,
            (
                Choice("wait", gettext_noop("Wait until I get in touch")),
                Choice("call_back", gettext_noop("Call back the same way once")),
            ),
        ),
    ),
    before_rights=True,
)

LANGUAGE = Step(
    "language",
    gettext_noop("Language"),
    gettext_noop("Everything else is asked in the language the person is most at ease in."),
    (
        Question(
            "language",
            gettext_noop("Which language do you want to speak?"),
            gettext_noop("You have a right to be understood and to understand."),
            Kind.LANGUAGE,
        ),
        Question(
            "dialect",
            gettext_noop("Which dialect or region?"),
            gettext_noop("So that the interpreter really speaks it."),
            Kind.TEXT,
        ),
        Question(
            "interpreter",
            gettext_noop("Would you like an interpreter?"),
            gettext_noop("It costs nothing, and the interpreter must keep everything secret."),
            Kind.CHOICE,
            (YES, NO, UNSURE),
        ),
        Question(
            "interpreter_not",
            gettext_noop("Is there anybody, or any community, who should not interpret for you?"),
            gettext_noop("Nobody connected with those who harmed you may interpret."),
            Kind.LONG_TEXT,
        ),
    ),
    before_rights=True,
)

RIGHTS = Step(
    "rights",
    gettext_noop("Rights and confidentiality"),
    gettext_noop(
        "Explain first: help is free; you may skip any question, stop, and change your mind; what "
        "you say stays with us, and the limits of that; you may have an interpreter, complain, "
        "see and correct your file; nobody has to talk to the police to be helped."
    ),
    (
        Question(
            "rights_given",
            gettext_noop("Rights and the limits of confidentiality were explained"),
            gettext_noop("Only a person who knows who will hear it can choose what to say."),
            Kind.CONFIRM,
            skippable=False,
        ),
        Question(
            "rights_language",
            gettext_noop("In which language were they explained?"),
            gettext_noop("An explanation in another language is none."),
            Kind.LANGUAGE,
            skippable=False,
        ),
        Question(
            "rights_sheet",
            gettext_noop("Was the rights sheet handed over?"),
            gettext_noop("Paper can be found by others: the person decides whether to take it."),
            Kind.CHOICE,
            (
                Choice("given", gettext_noop("Yes")),
                Choice("read_aloud", gettext_noop("Read aloud, paper was not wanted")),
                Choice("later", gettext_noop("Not yet")),
            ),
        ),
    ),
    before_rights=True,
)

NAME = Step(
    "name",
    gettext_noop("Name to use"),
    gettext_noop("Any name the person likes to be called by. It need not be the legal one."),
    (
        Question(
            "name_to_use",
            gettext_noop("What shall we call you?"),
            gettext_noop("So that we speak to you as you like."),
            Kind.NAME,
        ),
        Question(
            "pronouns",
            gettext_noop("Which pronouns do you use?"),
            gettext_noop("So that we speak of you as you like."),
            Kind.TEXT,
        ),
    ),
)

IDENTITY = Step(
    "identity",
    gettext_noop("Identity"),
    gettext_noop("Kept encrypted, shown only on request, and each look is recorded."),
    (
        Question(
            "legal_name",
            gettext_noop("What is your name on official papers?"),
            gettext_noop("Forms and letters go by it, and we check that we can act for you."),
            Kind.NAME,
        ),
        Question(
            "other_names",
            gettext_noop("Have you been known by other names or spellings?"),
            gettext_noop("Papers may carry them, and the conflict check needs them."),
            Kind.NAMES,
        ),
        Question(
            "birth",
            gettext_noop("When were you born? The year is enough."),
            gettext_noop("Some help depends on age, and children have more rights."),
            Kind.BIRTH,
        ),
        Question(
            "nationality",
            gettext_noop("Of which country are you a national?"),
            gettext_noop("Some kinds of help go by it. We talk to no consulate without your yes."),
            Kind.TEXT,
        ),
        Question(
            "identifiers",
            gettext_noop("Are there numbers on letters you received?"),
            gettext_noop("With the number on a letter we can find what it is about."),
            Kind.IDENTIFIERS,
        ),
    ),
)

CONTACT = Step(
    "contact",
    gettext_noop("Safe contact"),
    gettext_noop("A way that is not marked safe is never used, not even once."),
    (
        Question(
            "contact_rules",
            gettext_noop("How may we reach you, on which days and at which hours?"),
            gettext_noop("So that a call or a letter never puts you in danger."),
            Kind.CONTACT_RULES,
        ),
        Question(
            "code_word",
            gettext_noop("Is there a word by which we can know each other?"),
            gettext_noop("So that nobody can pretend to be you, or us."),
            Kind.TEXT,
        ),
    ),
)

HELP = Step(
    "help",
    gettext_noop("What help is needed"),
    gettext_noop("In their own words and as short as they like. The story is not told here."),
    (
        Question(
            "help_wanted",
            gettext_noop("What would help you most right now?"),
            gettext_noop("You decide what we work on."),
            Kind.LONG_TEXT,
        ),
        Question(
            "urgent_needs",
            gettext_noop("Do you need any of these today?"),
            gettext_noop("These come before anything legal."),
            Kind.CHOICES,
            (
                Choice("safe_place", gettext_noop("A safe place to sleep")),
                Choice("doctor", gettext_noop("A doctor or medicine")),
                Choice("food", gettext_noop("Food or clothes")),
                Choice("children", gettext_noop("Help for children")),
                Choice("nothing", gettext_noop("None of these")),
            ),
        ),
        Question(
            "dated_letter",
            gettext_noop("Has anybody given you a date: a court, an office, a letter?"),
            gettext_noop("Some dates cannot be moved. Tell us only the date and who gave it."),
            Kind.CHOICE,
            (YES, NO, UNSURE),
        ),
        Question(
            "dated_letter_day",
            gettext_noop("Which date is it?"),
            gettext_noop("So that it is not missed while we get to know each other."),
            Kind.DATE,
        ),
        REFERRED_BY,
    ),
)

PARTIES = Step(
    "parties",
    gettext_noop("Other people"),
    gettext_noop("Only names, and only for one check: that we do not work for the other side."),
    (
        Question(
            "exploiter_consent",
            gettext_noop("May we use the name of the person who harmed you for this check?"),
            gettext_noop("Without your yes that name is not written down. You may say it later."),
            Kind.CHOICE,
            (YES, NO, Choice("later", gettext_noop("Not now"))),
        ),
        Question(
            "parties",
            gettext_noop("Who else is part of this: employer, recruiter, family, witnesses?"),
            gettext_noop("We must not act for somebody on the other side."),
            Kind.PARTIES,
            tuple(
                Choice(kind.value, label)
                for kind, label in PARTY_LABELS.items()
                if kind in OF_MATTER and kind not in {PartyKind.CLIENT, PartyKind.ALIAS}
            ),
        ),
    ),
)

REVIEW = Step(
    "review",
    gettext_noop("Look over it together"),
    gettext_noop("Read it back. Any of it may be changed or removed."),
    (
        Question(
            "confirmed",
            gettext_noop("This is right, and may be kept"),
            gettext_noop("It is your file."),
            Kind.CONFIRM,
        ),
    ),
)

STEPS: tuple[Step, ...] = (
    SAFETY, LANGUAGE, RIGHTS, NAME, IDENTITY, CONTACT, HELP, SCREENING, PARTIES, CONFLICT,
    REVIEW,
)  # fmt: skip

# Not in the sequence: shown in place of the next step when talking is not safe.
GENTLE_STOP = Step(
    "stop",
    gettext_noop("We can stop here"),
    gettext_noop(
        "Nothing more is asked today. What was said is kept safe. Pause now and agree on a better "
        "time only if the person offers one; do not call back unless asked to."
    ),
    before_rights=True,
)
