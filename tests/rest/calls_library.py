"""Requests of the library."""

from tests.everywhere.world_library import resource_said
from tests.rest.calls import Call

CALLS = {
    "list_resources": Call(),
    "add_resource": Call(body=lambda place: resource_said()),
    "read_resource": Call("resource"),
    "list_resource_versions": Call("resource"),
    "revise_resource": Call("resource", lambda place: resource_said(title="Anew")),
    "retire_resource": Call("resource"),
}
