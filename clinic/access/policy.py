"""May this actor do this to that? The role table answers first, then the object's own policy."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from clinic.access.actor import Actor
from clinic.access.refusals import Refused
from clinic.access.roles import capabilities_of, known

Rule = Callable[[Actor, str, Any], bool]
R = TypeVar("R", bound=Rule)
_policies: dict[type[models.Model], Rule] = {}
# What else must hold before anybody does such a thing: capability -> what refuses. Upper rooms
# register at start-up; each door, page, operation and action passes here.
conditions: dict[str, list[Callable[[Actor], None]]] = {}


def policy_of(*model_classes: type[models.Model]) -> Callable[[R], R]:
    """Register the function that answers for objects of these models."""

    def register(rule: R) -> R:
        for model in model_classes:
            if model in _policies:
                raise RuntimeError(f"{model.__name__} has a policy already.")
            _policies[model] = rule
        return rule

    return register


def can(actor: Actor, capability: str, obj: models.Model | None = None) -> bool:
    """:raises LookupError: unknown capability, or a model without a policy (default is to fail)"""
    if known(capability) not in actor.capabilities:
        return False
    if obj is None:
        return True
    if type(obj) not in _policies:
        raise LookupError(f"{type(obj).__name__} has no policy.")
    return _policies[type(obj)](actor, capability, obj)


def require(actor: Actor, capability: str, obj: models.Model | None = None) -> None:
    if can(actor, capability, obj):
        for condition in conditions.get(capability, ()):
            condition(actor)
        return
    if actor.token_id and capability in capabilities_of(actor.roles) - actor.capabilities:
        raise Refused(
            _("This token does not include “%(scope)s”. Make one that does.")
            % {"scope": capability},
            code="token",
            target=obj,
        )
    raise Refused(_("Your role does not include this."), target=obj)


def require_person(actor: Actor, obj: models.Model | None = None) -> None:
    """Refuse programs and services where two people, or one who answers for it, must decide."""
    if actor.kind != "member" or actor.token_id is not None:
        raise Refused(
            _("A person must decide this, not a program."), code="not_a_person", target=obj
        )
