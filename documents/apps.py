from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "documents"
    label = "documents"

    def ready(self) -> None:
        from cases import hooks
        from clinic.files import sweeping
        from documents import actions, models, queries, tasks  # noqa: F401  registers what is made
        from documents.queries import handing as reads

        hooks.events.update(
            {
                "original.kept": _("The clinic keeps an original"),
                "original.left": _("An original left the clinic"),
            }
        )
        hooks.event_needs.update(dict.fromkeys(("original.kept", "original.left"), "document.view"))
        hooks.looked.update(
            {
                models.Revision: "document", models.Translation: "document",
                models.Certificate: "translation.document", models.Exhibit: "exhibit_list",
                models.Bundle: "exhibit_list",
            }
        )  # fmt: skip
        hooks.reads |= {
            "document.downloaded": _("Downloaded a document"),
            "document.viewed": _("Looked at a page of a document"),
            "bundle.downloaded": _("Downloaded a bundle of exhibits"),
        }
        hooks.reads_of |= {
            "document.downloaded": queries.revisions_in,
            "document.viewed": queries.revisions_in,
            "bundle.downloaded": queries.bundles_in,
        }
        hooks.entries += [
            hooks.EntryRows(queries.document_rows, queries.document_entries),
            hooks.EntryRows(queries.final_rows, queries.final_entries),
        ]
        hooks.step_rows.append(hooks.StepRows(queries.list_step_rows, queries.list_step))
        hooks.close_blockers += [queries.close_blockers, queries.draft_blockers]
        hooks.hanging += [
            hooks.Hangs(reads.ORIGINAL, reads.originals_hanging),
            hooks.Hangs(reads.UPLOAD, reads.uploads_hanging),
        ]
        sweeping.sweepers += [actions.sweep_uploads, actions.sweep_bundles]
