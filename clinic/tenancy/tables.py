"""Which tables belong to a clinic, and which may be read before one is bound."""

from functools import lru_cache

from django.apps import apps


@lru_cache(maxsize=1)
def tenant_tables() -> dict[str, frozenset[str]]:
    """Return tenant tables with what may open them without a clinic: `user`, `link`, `worker`.

    The second part only says where the guard stays quiet; the database holds a policy for each.
    """
    return {
        model._meta.db_table: frozenset(getattr(model, "open_to", ()))
        for model in apps.get_models(include_auto_created=True)
        if any(field.column == "clinic_id" for field in model._meta.local_concrete_fields)
    }
