from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
    label = "documents"

    def ready(self) -> None:
        from cases import hooks
        from clinic.files import sweeping
        from documents import actions, queries

        hooks.entries.append(queries.document_entries)
        hooks.close_blockers.append(queries.close_blockers)
        sweeping.sweepers.append(actions.sweep_uploads)
