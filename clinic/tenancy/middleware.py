"""The outermost middleware."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from clinic.tenancy.current import unbound


class FreshBinding:
    """A request speaks for nobody until it says for whom.

    Threads are used again: a generator left suspended inside `bind` leaves its clinic behind in
    the thread.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with unbound():
            return self.get_response(request)
