"""The icons we use. The asset build makes one small sprite of exactly these."""

SPRITE = "icons.svg"

ICONS = frozenset(
    """
    archive arrow-clockwise arrow-left arrow-repeat arrow-right bar-chart bell box-arrow-in-right
    box-arrow-right briefcase building calendar-check calendar-event calendar-week card-checklist
    chat-dots check-circle check-lg chevron-down chevron-left chevron-right chevron-up circle-half
    clipboard-check clipboard-data clock clock-history dash-circle door-open download envelope
    exclamation-circle exclamation-octagon exclamation-triangle eye eye-slash file-earmark
    file-earmark-lock file-earmark-pdf file-earmark-text flag folder2-open funnel gear globe
    hourglass-split house inbox info-circle journal-text key life-preserver list-check lock mailbox
    moon-stars pencil people person-badge person-check person-circle person-plus person-vcard
    person-x phone plus-lg printer question-circle search send share shield-check
    shield-exclamation shield-lock signpost-split slash-circle sliders sun telephone telephone-x
    three-dots translate trash unlock upload x-circle x-lg
    """.split()
)

# Pointing icons turn round with the reading direction.
POINTING = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "box-arrow-in-right",
        "box-arrow-right",
        "chevron-left",
        "chevron-right",
        "send",
        "share",
    }
)
