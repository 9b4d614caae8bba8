"""Tasks: added, given to somebody, done, cancelled, opened again."""

from typing import Any

from rest_framework import serializers

from agenda import actions, forms, queries
from agenda.rules import tasks as rules
from clinic.pages.fields import OnceField
from clinic.rest.endpoint import Endpoint
from clinic.rest.operations import Link, operation
from clinic.rest.shapes import Body, Choice, Day, Id, Number, Shape, Text, checked, form_input

TO_TASK = Link("read_task")
BLOCKED = ("not_on_case", "closed", "due_missing", "outside_missing")


class TaskShape(Shape):
    """Something to be done in a case, read by everybody who works on it."""

    id = serializers.UUIDField(source="pk")
    case = serializers.UUIDField(source="case_id")
    what = serializers.CharField()
    kind = Choice(rules.KINDS)
    priority = Choice(rules.PRIORITIES)
    state = Choice(rules.STATES)
    due_on = serializers.DateField(allow_null=True)
    assignee = serializers.UUIDField(source="assignee_id", allow_null=True)
    outside_kind = Choice(["", *rules.OUTSIDE], help_text="Who outside the clinic does it.")
    outside = serializers.CharField(allow_null=True)
    every = serializers.IntegerField(allow_null=True, help_text="Comes round so far apart.")
    unit = Choice(["", *rules.UNITS])
    follows = serializers.UUIDField(source="follows_id", allow_null=True)
    added_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)
    version = serializers.IntegerField()


class TaskList(Shape):
    items = TaskShape(many=True)


class WriteTask(Body):
    what = Text(rules.LONGEST_WHAT, help_text="Neutral: everybody on the case reads it.")
    kind = Choice(rules.KINDS)
    priority = Choice(rules.PRIORITIES)
    due_on = Day(required=False, allow_null=True)
    assignee = Id(
        required=False, allow_null=True,
        help_text="A member who works on the case or reaches every case. Left out: nobody yet.",
    )  # fmt: skip
    outside_kind = Choice(
        rules.OUTSIDE, required=False,
        help_text="Somebody outside the clinic does it; whoever has the task follows it up.",
    )  # fmt: skip
    outside = Text(rules.LONGEST_OUTSIDE, required=False, help_text="Who that is.")
    every = Number(
        required=False, allow_null=True, min_value=1, max_value=rules.MOST_APART,
        help_text="Comes round so many units apart: when one is done, the next appears.",
    )  # fmt: skip
    unit = Choice(rules.UNITS, required=False)
    example = {
        "what": "Ask how the week was", "kind": "check_in", "priority": "normal",
        "due_on": "2026-03-06", "every": 2, "unit": "weeks",
    }  # fmt: skip


class SayWhy(Body):
    reason = Text(rules.LONGEST_REASON)
    example = {"reason": "It was settled by telephone."}


class _Tasks(Endpoint):
    tag = "Tasks"
    shown_at = "task"

    def said(self, shape: Any, people: Any, given: dict[str, Any], **hidden: Any) -> dict[str, Any]:
        form = shape(form_input(given, **hidden), people=people)
        checked(form)
        found: dict[str, Any] = form.arguments()
        return found

    def again(self, task: Any) -> Any:
        request: Any = self.request
        return queries.task_of(request.actor, task.pk)


class CaseTasks(_Tasks):
    @operation("list_case_tasks", "task.view", of=queries.case_of, gives=TaskList)
    def get(self, request: Any, case: Any) -> Any:
        """List a case's tasks: the open ones, the soonest first, then the latest that ended."""
        still, ended = queries.tasks_of_case(request.actor, case)
        return {"items": [*still, *ended]}

    @operation(
        "add_task", "task.work", of=queries.case_of, takes=WriteTask, gives=TaskShape,
        creates=True, versioned=True, links={"read": TO_TASK}, blocked=BLOCKED,
    )  # fmt: skip
    def post(self, request: Any, case: Any, given: dict[str, Any], once: Any) -> Any:
        """Add a task to a case."""
        people = queries.assignees(case)
        said = self.said(forms.NewTaskForm, people, given, once=OnceField.signed(once))
        said.pop("once")
        return self.again(actions.add_task(request.actor, case=case, task_id=once, **said))


class MyTasks(_Tasks):
    @operation("list_my_tasks", "task.view", gives=TaskList)
    def get(self, request: Any) -> Any:
        """List the open tasks given to this seat, the soonest first; at most 200."""
        return {"items": list(queries.my_tasks(request.actor)[: rules.MOST_SHOWN])}


class StrayTasks(_Tasks):
    @operation("list_stray_tasks", "case.assign", gives=TaskList)
    def get(self, request: Any) -> Any:
        """List open tasks given to nobody, or to somebody who reaches the case no more."""
        return {"items": list(queries.stray_tasks(request.actor)[: rules.MOST_SHOWN])}


class Task(_Tasks):
    @operation("read_task", "task.view", of=queries.task_of, gives=TaskShape, versioned=True)
    def get(self, request: Any, task: Any) -> Any:
        """Read a task."""
        return task


class ChangedTask(_Tasks):
    @operation(
        "change_task", "task.work", of=queries.task_of, takes=WriteTask, gives=TaskShape,
        changes=True, versioned=True, links={"read": TO_TASK}, blocked=("task_ended", *BLOCKED),
    )  # fmt: skip
    def post(self, request: Any, task: Any, given: dict[str, Any], version: int) -> Any:
        """Change an open task. Send the whole of it."""
        people = queries.assignees(task.case)
        said = self.said(forms.ChangeTaskForm, people, given, version=version)
        return self.again(actions.change_task(request.actor, task=task, **said))


class FinishedTask(_Tasks):
    @operation(
        "finish_task", "task.work", of=queries.task_of, gives=TaskShape, changes=True,
        versioned=True, links={"read": TO_TASK}, blocked=("task_ended",),
    )  # fmt: skip
    def post(self, request: Any, task: Any, version: int) -> Any:
        """Say that a task is done. Of one that comes round the next appears."""
        return self.again(actions.finish_task(request.actor, task=task, version=version))


class CancelledTask(_Tasks):
    @operation(
        "cancel_task", "task.work", of=queries.task_of, takes=SayWhy, gives=TaskShape,
        changes=True, versioned=True, links={"read": TO_TASK}, blocked=("task_ended",),
    )  # fmt: skip
    def post(self, request: Any, task: Any, given: dict[str, Any], version: int) -> Any:
        """Cancel a task, and with it that it comes round."""
        return self.again(
            actions.cancel_task(request.actor, task=task, reason=given["reason"], version=version)
        )


class ReopenedTask(_Tasks):
    @operation(
        "reopen_task", "task.work", of=queries.task_of, takes=SayWhy, gives=TaskShape,
        changes=True, versioned=True, links={"read": TO_TASK},
        blocked=("task_open", "next_done", "closed"),
    )  # fmt: skip
    def post(self, request: Any, task: Any, given: dict[str, Any], version: int) -> Any:
        """Open a task again; one that came after it and is not done is cancelled."""
        return self.again(
            actions.reopen_task(request.actor, task=task, reason=given["reason"], version=version)
        )
