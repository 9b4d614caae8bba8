"""Requests about training."""

from tests.rest.calls import Call

CALLS = {
    "list_trainings": Call(),
    "add_training": Call(
        body=lambda place: {
            "module": "security",
            "done_on": "2026-01-05",
            "how": "certificate",
            "provider": "Example Academy",
        }
    ),
    "confirm_training": Call("training"),
    "remove_training": Call("training"),
}
