"""What changed rules propose: how far the comparison is, the rows, one verdict for many."""

from typing import Any

from rest_framework import serializers

from clinic.access.policy import require
from clinic.pages.paging import page_of
from clinic.rest.endpoint import Endpoint, Listing
from clinic.rest.operations import operation
from clinic.rest.shapes import Body, Choice, Id, Shape, Text, checked, form_input
from filings import actions, forms, queries
from filings.actions.reviewing import VERDICTS
from filings.api.dates import DatesShape

MOST = 200


class RecomputeShape(Shape):
    """How far the last comparison of deadlines with the rules is; null: there was none yet."""

    running = serializers.BooleanField()
    cause = Choice(["button", "packs"], allow_null=True, source="run.cause", default=None)
    started_at = serializers.DateTimeField(source="run.started_at", allow_null=True, default=None)
    finished_at = serializers.DateTimeField(source="run.finished_at", allow_null=True, default=None)
    total = serializers.IntegerField(source="run.total", default=0)
    compared = serializers.IntegerField(source="done")
    proposed = serializers.IntegerField(source="run.proposed", default=0)


class ReviewRowShape(Shape):
    """A deadline that the rule as it stands now would set to other dates."""

    proposal = serializers.UUIDField(source="proposal.pk")
    deadline = serializers.UUIDField(source="deadline.pk")
    case = serializers.UUIDField(source="deadline.case_id")
    title = serializers.CharField()
    now = DatesShape(source="deadline")
    changed = DatesShape(source="proposal")
    rule_version = serializers.CharField(source="proposal.rule_version", allow_blank=True)
    problem = serializers.CharField(
        source="proposal.problem", allow_blank=True,
        help_text="Why the rule gives no date for these facts; it can only be kept.",
    )  # fmt: skip
    accept_needs_second = serializers.BooleanField(source="take_needs_two")
    keep_needs_second = serializers.BooleanField(source="keep_needs_two")


class ReviewProposals(Body):
    proposals = serializers.ListField(
        child=Id(), min_length=1, max_length=MOST, help_text="Of `list_review`."
    )
    verdict = Choice(VERDICTS, help_text="accept: the new dates; keep: the old ones.")
    reason = Text(2000, help_text="One for all of them. Stored sealed.")
    example = {
        "proposals": ["01920000-0000-7000-8000-000000000001"], "verdict": "accept",
        "reason": "The new edition of the regulation says so.",
    }  # fmt: skip


class ReviewedShape(Shape):
    decided = serializers.IntegerField()
    waiting = serializers.IntegerField(help_text="Another person must agree.")
    left = serializers.IntegerField(help_text="Changed meanwhile, or cannot be computed.")


class Recompute(Endpoint):
    tag = "Review"

    @operation("read_recompute", "deadline.view", gives=RecomputeShape)
    def get(self, request: Any) -> Any:
        """Read how far the comparison of all deadlines with the rules is."""
        return _run()

    @operation(
        "start_recompute", "deadline.recompute", gives=RecomputeShape, blocked=("running_already",)
    )
    def post(self, request: Any) -> Any:
        """Compare all open deadlines with the rules as they stand now. No date moves by itself."""
        actions.start_recompute(request.actor, cause="button")
        return _run()


class Review(Endpoint):
    tag = "Review"

    @operation("list_review", "deadline.change", gives=ReviewRowShape, paged=True)
    def get(self, request: Any, after: str | None) -> Listing:
        """List what changed rules propose and nobody has said anything of, 50 at a time.

        Needs `case.view` as well. Until somebody decides, reminders count to the earlier date.
        """
        require(request.actor, "case.view")
        page = page_of(queries.proposals_to_review(request.actor), order=("id",), after=after)
        rows = [queries.review_row(row) for row in page.rows]
        return Listing(rows, page.next, page.previous)


class Reviewed(Endpoint):
    tag = "Review"

    @operation(
        "review_proposals", "deadline.change", takes=ReviewProposals, gives=ReviewedShape,
        blocked=("nothing_chosen",),
    )  # fmt: skip
    def post(self, request: Any, given: dict[str, Any]) -> Any:
        """Take the new dates or keep the old ones, each row by itself.

        Where a day that ends a right would fall later, the verdict waits for another person. A row
        that has changed meanwhile has another id, and is left as it is.
        """
        said = checked(forms.ReviewForm(form_input(given)))
        return actions.review_proposals(request.actor, **said)


def _run() -> dict[str, Any]:
    run = queries.last_run()
    running = run is not None and run.finished_at is None
    return {
        "run": run,
        "running": running,
        "done": queries.compared_until_now(run) if run else 0,
    }
