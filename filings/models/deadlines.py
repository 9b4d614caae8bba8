"""Deadlines with why."""

from datetime import date
from typing import Any

from django.db import models

from cases.models import Case
from clinic.people.models import Membership
from clinic.vault.fields import EncryptedJSONField, EncryptedTextField
from clinic.vault.models import ClientKeyed
from filings.models.filings import Filing, Notice


class Deadline(ClientKeyed):
    """A date with the rule, version, facts and steps that made it."""

    # `removed` says "recorded by mistake"; it stays in the history of its case.
    OPEN, DONE, WAIVED, REMOVED = "open", "done", "waived", "removed"

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="deadlines")
    filing = models.ForeignKey(
        Filing, null=True, on_delete=models.PROTECT, related_name="deadlines"
    )
    notice = models.ForeignKey(
        Notice, null=True, on_delete=models.PROTECT, related_name="deadlines"
    )
    # Both empty where a judge or agency set the day and no rule computes it.
    rule = models.CharField(max_length=60, blank=True)
    rule_version = models.CharField(max_length=20, blank=True)
    # Of a day that was set: what is due, and which order or letter sets it.
    set_what = EncryptedTextField(label="deadline.set_what")
    set_order = EncryptedTextField(label="deadline.set_order")
    # Sealed: other rules count from a birth date or an arrival.
    facts = EncryptedJSONField(label="deadline.facts")
    steps = EncryptedJSONField(label="deadline.steps")
    warnings = EncryptedJSONField(label="deadline.warnings")
    source = models.TextField()
    consequence = models.CharField(max_length=60, blank=True)
    verify_with_counsel = models.BooleanField(default=True)
    ladder = models.CharField(max_length=10)
    # Missing it ends the right itself: what would silence or delay it needs a second person.
    jurisdictional = models.BooleanField(default=False)
    # The law behind it is read in two ways; both days stand in the steps.
    contested = models.BooleanField(default=False)
    opens = models.DateField(null=True)
    target = models.DateField(null=True)
    outer = models.DateField(null=True)
    # What the rule alone gives, kept beside a printed date.
    by_rule = models.DateField(null=True)
    # While a person's own last day stands in `outer`: what was computed, kept beside it.
    computed_outer = models.DateField(null=True)
    computed_target = models.DateField(null=True)
    overridden_at = models.DateTimeField(null=True)
    overridden_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    override_reason = EncryptedTextField(label="deadline.override_reason")
    # The earliest last day among the readings of a contested law.
    earliest_reading = models.DateField(null=True)
    # The day a proposal that nobody has decided yet would set.
    waiting_by = models.DateField(null=True)
    # The day reminders count to; see `filings.rules.reminding`.
    remind_by = models.DateField(null=True)
    # Whom the last scan found asked, about which day and on which rung; see `queries.unasked`.
    asked_key = models.BigIntegerField(null=True)
    status = models.CharField(max_length=10, default=OPEN)
    computed_at = models.DateTimeField(auto_now_add=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(
        Membership, null=True, on_delete=models.PROTECT, related_name="+"
    )
    settle_reason = EncryptedTextField(label="deadline.settle_reason")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(
                fields=["clinic", "outer"],
                condition=models.Q(status="open"),
                name="filings_deadline_open",
            ),
            models.Index(
                fields=["clinic", "remind_by"],
                condition=models.Q(status="open"),
                name="filings_deadline_remind",
            ),
            # The one ladder whose rungs stand years ahead; `queries.spans` asks for these apart.
            models.Index(
                fields=["clinic", "remind_by"],
                condition=models.Q(status="open", ladder="yearly"),
                name="filings_deadline_yearly",
            ),
            # For Today and the calendar, which look for few among many.
            models.Index(
                fields=["clinic", "target"],
                condition=models.Q(status="open"),
                name="filings_deadline_target",
            ),
            models.Index(
                fields=["clinic", "opens"],
                condition=models.Q(status="open", opens__isnull=False),
                name="filings_deadline_opens",
            ),
            # The few with two readings; conditions as `queries.standing` and the calendar ask.
            models.Index(
                fields=["clinic", "remind_by"],
                condition=models.Q(status="open")
                & (
                    models.Q(by_rule__lt=models.F("outer"))
                    | models.Q(by_rule__gt=models.F("outer"))
                    | models.Q(contested=True)
                ),
                name="filings_deadline_disputed",
            ),
            models.Index(
                fields=["clinic", "by_rule"],
                condition=models.Q(status="open", by_rule__lt=models.F("target")),
                name="filings_deadline_earlier",
            ),
            models.Index(fields=["clinic", "case", "outer"], name="filings_deadline_case"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["clinic", "notice", "rule"], name="filings_deadline_of_notice"
            )
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        # A row without it would never be asked about.
        if self.remind_by is None:
            self.remind_by = self.counted_to
        super().save(*args, **kwargs)

    @property
    def is_set(self) -> bool:
        """Tell whether a judge or agency set the day, so that nothing computes it."""
        return not self.rule

    @property
    def is_overridden(self) -> bool:
        """Tell whether a person set the last day; what was computed stays beside it."""
        return self.overridden_at is not None

    @property
    def plan_for(self) -> date | None:
        """The day to plan for; where notice and rule disagree, no later than the earlier one."""
        if self.by_rule and self.target and self.by_rule < self.target:
            return self.by_rule
        return self.target

    @property
    def differs(self) -> bool:
        """The notice prints another day than the rule gives (`queries.standing.DIFFERS`)."""
        if self.by_rule is None or self.outer is None or self.by_rule == self.outer:
            return False
        if self.by_rule < self.outer:
            return True
        return self.notice is not None and self.notice.response_days is not None

    @property
    def counted_to(self) -> date | None:
        """The day reminders count to; of an agency's date, the day to chase it.

        While the printed date and the rule disagree, or the law is read in two ways, the earlier
        one: an attorney who acknowledges has looked at both, and from then on the last day counts.
        While a proposal waits that would set an earlier day, that one, whoever has looked at what.
        """
        own = self.outer or self.target
        if self.outer and self.acknowledged_at is None:
            own = min(day for day in (self.outer, self.by_rule, self.earliest_reading) if day)
        return min((day for day in (own, self.waiting_by) if day), default=None)
