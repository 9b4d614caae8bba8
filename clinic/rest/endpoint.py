"""What every address of the API does around its operations, in one place."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.authentication import CSRFCheck
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import BaseParser
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import ListField
from rest_framework.views import APIView

from clinic.access.looking import opened
from clinic.access.policy import require
from clinic.access.problems import problem
from clinic.access.refusals import Blocked, NotVisible, Refused, note_for, settle
from clinic.pages.paging import strictly
from clinic.people.doors import Door
from clinic.rest import failures, once
from clinic.rest.limits import Allowance, spend
from clinic.rest.operations import Operation, tagged
from clinic.rest.parsing import Form, LengthNeeded, StrictJson, Unreadable, is_whole
from clinic.rest.schema import ApiSchema
from clinic.rest.shapes import Body
from clinic.rest.versions import ChangedMeanwhile, etag_of, require_match
from clinic.tenancy.current import clinic_url

SAFE = frozenset({"GET", "HEAD"})
UNKNOWN_PARAMETER = "unknown_parameter"


@dataclass(frozen=True)
class Listing:
    """A page of rows; `next` and `previous` are cursors for `?after=`, or None at an end."""

    items: Sequence[Any]
    next: str | None
    previous: str | None


class Endpoint(APIView):
    """An address; its methods are operations (`clinic.rest.operations.operation`)."""

    authentication_classes = ()  # the door did that, before a clinic was bound
    permission_classes = ()
    throttle_classes = ()
    renderer_classes = (JSONRenderer,)
    metadata_class = None
    http_method_names = ["get", "head", "post", "put", "patch", "delete"]  # OPTIONS tells nothing
    schema = ApiSchema()
    tag: ClassVar[str] = ""
    # The route, and what in an answer fills it, that shows what a create made.
    shown_at: ClassVar[str] = ""

    @staticmethod
    def version_of(row: Any) -> Any:
        """Return what changes whenever the row does; a state's name where a row counts nothing."""
        return row.version

    @classmethod
    def version_for(cls, actor: Any, row: Any) -> Any:
        """Return the version that this reader knows: not everybody may know of each change."""
        return cls.version_of(row)

    @classmethod
    def as_view(cls, **initkwargs: Any) -> Any:
        view: Any = super().as_view(**initkwargs)
        view.door = Door("clinic")
        return view

    def declared(self, method: str | None) -> Operation | None:
        found = getattr(self, (method or "").lower().replace("head", "get"), None)
        declared: Operation | None = getattr(found, "operation", None)
        return tagged(declared, self.tag) if declared else None

    def get_parsers(self) -> list[BaseParser]:
        declared = self.declared(getattr(self.request, "method", None))
        return [Form()] if declared and declared.uploads else [StrictJson()]

    def get_renderers(self) -> list[BaseRenderer]:
        """Let in who accepts only the kind of file that the operation itself answers with."""
        renderers: list[BaseRenderer] = [JSONRenderer()]
        declared = self.declared(getattr(self.request, "method", None))
        if declared and declared.media_type != JSONRenderer.media_type:
            kept = BaseRenderer()
            kept.media_type, kept.format = declared.media_type, "file"
            renderers.append(kept)
        return renderers

    def get_exception_handler(self) -> Any:
        return failures.answer

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.actor.token_id is None and request.method not in SAFE:  # type: ignore[attr-defined]
            _refuse_forged(request)

    def run(
        self, declared: Operation, method: Callable[..., Any], request: Any, **kwargs: Any
    ) -> HttpResponseBase:
        actor = request.actor
        self.allowance: Allowance | None = spend(actor, declared.cost)
        pk = kwargs.pop("pk") if declared.of else None
        try:
            found = [declared.of(actor, pk)] if declared.of else []
            if declared.capability:
                require(actor, declared.capability, *found)
            if declared.by_person and actor.token_id is not None:
                raise Refused(
                    _("A person must decide this, not a program."), code="not_a_person",
                    target=found[0] if found else None,
                )  # fmt: skip
            with strictly():
                return self._perform(declared, method, request, found, kwargs)
        except Refused as refusal:
            note_for(actor, declared.capability or "api.asked", refusal)
            settle(refusal)
            if declared.changes and isinstance(refusal, Blocked):
                self._require_same(declared, request, pk)
            raise

    def _require_same(self, declared: Operation, request: Any, pk: Any) -> None:
        """Say 412 where a rule stands in the way only because somebody was faster."""
        assert declared.of is not None
        try:
            now = declared.of(request.actor, pk)
        except NotVisible:
            raise ChangedMeanwhile from None
        require_match(request, self.version_for(request.actor, now))

    def _perform(
        self,
        declared: Operation,
        method: Callable[..., Any],
        request: Any,
        found: list[Any],
        call: dict[str, Any],
    ) -> HttpResponseBase:
        if declared.changes:
            call["version"] = self.version_for(request.actor, found[0])
            require_match(request, call["version"])
        if request.method in SAFE:
            for one in found:
                opened(request.actor, one)
        call |= _query(declared, request)
        if declared.takes:
            call["given"] = _body(declared.takes, request)
        sent = once.begin(request, request.actor) if declared.creates else None
        if sent is not None:
            if sent.status is not None:
                return _again(sent.status, sent.answer or {})
            call["once"] = sent.row_id
        result = method(self, request, *found, **call)
        if isinstance(result, HttpResponseBase):
            return result
        response = self._answer(declared, result)
        if sent is not None:
            once.finish(sent, response.status_code, _kept(response))
        return response

    def _answer(self, declared: Operation, result: Any) -> Response:
        if declared.gives is None:
            return Response(status=declared.status)
        context = self.get_serializer_context()
        if declared.paged:
            rows = declared.gives(result.items, many=True, context=context)
            body = {"items": rows.data, "next": result.next, "previous": result.previous}
            return Response(body, status=declared.status)
        response = Response(declared.gives(result, context=context).data, status=declared.status)
        if declared.versioned:
            response["ETag"] = etag_of(self.version_for(context["actor"], result))
        if declared.creates and self.shown_at:
            response["Location"] = clinic_url(f"api:{self.shown_at}", response.data["id"])
        return response

    def get_serializer_context(self) -> dict[str, Any]:
        request: Any = self.request
        return {"actor": request.actor, "view": self}

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer: Any = super().finalize_response(request, response, *args, **kwargs)
        if allowance := getattr(self, "allowance", None):
            for name, value in allowance.headers().items():
                answer.headers.setdefault(name, value)
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer


def _refuse_forged(request: Request) -> None:
    """A browser that is signed in must show that one of our pages asked."""
    check = CSRFCheck(lambda _request: problem(403))
    check.process_request(request._request)
    if check.process_view(request._request, lambda: problem(403), (), {}):
        raise PermissionDenied


def _query(declared: Operation, request: Any) -> dict[str, Any]:
    """Return the checked query by name; what the operation does not know is an error."""
    asked = {name: request.query_params.getlist(name) for name in request.query_params}
    twice = [name for name, values in asked.items() if len(values) > 1]
    if twice or not all(is_whole(value) for values in asked.values() for value in values):
        raise failures.Invalid({"": ["Send each parameter once, as text."]}, place="parameter")
    said = {name: values[0] for name, values in asked.items()}
    call: dict[str, Any] = {}
    if declared.paged:
        call["after"] = said.pop("after", None)
    shape = (declared.wanted or Body)(data=said, context={"from_text": True})
    try:
        shape.is_valid(raise_exception=True)
    except ValidationError as error:
        raise failures.Invalid(error.detail, place="parameter") from None
    if declared.wanted:
        call["wanted"] = shape.validated_data
    return call


def _body(takes: type[Body], request: Any) -> dict[str, Any]:
    if "Transfer-Encoding" in request.headers and not request.headers.get("Content-Length"):
        raise LengthNeeded  # without a length the body would look empty
    by_form = hasattr(request.data, "getlist")
    shape = takes(data=request.data, context={"from_text": by_form})
    if by_form:
        _refuse_twice(shape, request.data)
    shape.is_valid(raise_exception=True)
    given: dict[str, Any] = shape.validated_data
    return given


def _refuse_twice(shape: Body, said: Any) -> None:
    """Of two values the last would win, and nobody would know of the first."""
    for name in said:
        is_list = isinstance(shape.fields.get(name), ListField)
        if len(said.getlist(name)) > 1 and not is_list:
            raise Unreadable(_("A field stands in the body twice."), code="field_twice")


def _kept(response: Response) -> dict[str, Any]:
    headers = {name: response[name] for name in ("ETag", "Location") if name in response}
    return {"body": json.loads(JSONRenderer().render(response.data) or "null"), "headers": headers}


def _again(status: int, kept: dict[str, Any]) -> Response:
    headers = {**kept.get("headers", {}), "Idempotency-Replayed": "true"}
    return Response(kept.get("body"), status=status, headers=headers)
