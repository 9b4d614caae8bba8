from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "documents"
    label = "documents"

    def ready(self) -> None:
        from cases import hooks
        from clinic.files import sweeping
        from documents import actions, queries
        from documents.queries import handing as reads

        hooks.entries.append(queries.document_entries)
        hooks.close_blockers.append(queries.close_blockers)
        hooks.hanging += [
            hooks.Hangs(reads.ORIGINAL, reads.originals_hanging),
            hooks.Hangs(reads.UPLOAD, reads.uploads_hanging),
        ]
        sweeping.sweepers.append(actions.sweep_uploads)
