"""A document is signed on the screen."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from clinic.access.views import ClinicRequest, clinic_view
from clinic.tenancy.current import today
from documents import actions, forms, queries
from documents.views.translations import BOTH, about_document, over, sent


@clinic_view("document.add", of=queries.document_of, methods=BOTH)
def sign_document(request: ClinicRequest, document: Any) -> HttpResponse:
    start = {"version": document.version, "signed_on": today()}
    form = forms.SignDocumentForm(sent(request), initial=start)
    about = about_document(document, _("Sign here"), _("Keep the signature"))
    about["shown"] = queries.latest_revision(document)
    about["text"] = _(
        "What is signed is the latest version as it is now. It is kept as the next version, with a "
        "page behind it that holds the signature, and neither can be changed."
    )
    return over(request, form, document, about, actions.sign_document)
