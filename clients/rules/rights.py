"""The rights sheet: what a person is told before any question about them.

Source: the design's domain notes, section 7 (K, verify with counsel): free help, choice, limits of
confidentiality, interpreter, complaints, another lawyer, one's own file, police, emergencies.
"""

from clients.rules.wording import gettext_noop

RIGHTS_SHEET: tuple[tuple[str, str], ...] = (
    (
        gettext_noop("Help here is free"),
        gettext_noop("Nobody may ask you for money or anything else in return."),
    ),
    (
        gettext_noop("You decide"),
        gettext_noop(
            "You may skip any question, take a break, stop, or change your mind, now or later. "
            "You will not lose our help by saying no."
        ),
    ),
    (
        gettext_noop("What you say stays with us"),
        gettext_noop(
            "We tell nobody without your written yes, which you may take back. There are limits: "
            "we may have to speak when a child is in danger, when somebody is about to be badly "
            "hurt, or when a court orders it. We tell you before, whenever we can."
        ),
    ),
    (
        gettext_noop("You may have an interpreter"),
        gettext_noop(
            "It costs nothing. You may refuse an interpreter you do not trust, and say who must "
            "never interpret for you."
        ),
    ),
    (
        gettext_noop("You need not talk to the police"),
        gettext_noop("We help you whether or not you report anything. If you want to, we come."),
    ),
    (
        gettext_noop("It is your file"),
        gettext_noop(
            "You may see it, have a copy, correct it, and ask us to erase it. The law makes us "
            "keep some papers for some years; we tell you which."
        ),
    ),
    (
        gettext_noop("You may complain, or change your lawyer"),
        gettext_noop("Ask anybody here how. It does not change how you are treated."),
    ),
    (
        gettext_noop("In danger now?"),
        gettext_noop(
            "Call the emergency number (911 in the United States, 999 in the United Kingdom, "
            "112 in many countries). In the United States the trafficking hotline is "
            "1-888-373-7888, free, day and night, in many languages."
        ),
    ),
)
