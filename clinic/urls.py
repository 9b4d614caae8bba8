"""Wiring only: `/<clinic>/…` for the rooms, a few doors before a clinic is chosen."""

from django.conf import settings
from django.urls import include, path

from agenda.urls import api_patterns as agenda_api
from agenda.urls import feed_patterns, status_patterns
from cases.urls import api_patterns as cases_api
from clients.urls import api_patterns as clients_api
from clients.urls import firm_patterns
from clinic.office.views.invitations import invitation
from clinic.pages import views as pages
from clinic.people import urls as people
from clinic.rest import urls as rest
from desk.urls import api_patterns as desk_api
from documents.urls import api_patterns as documents_api
from engagement.urls import api_patterns as engagement_api
from exchange.urls import api_patterns as exchange_api
from filings.urls import api_patterns as filings_api
from interpreters.urls import api_patterns as interpreters_api
from interpreters.urls import link_patterns
from packets.urls import api_patterns as packets_api
from records.urls import api_patterns as records_api
from referrals.urls import api_patterns as referrals_api
from reports.urls import api_patterns as reports_api
from staffing.urls import api_patterns as staffing_api

# An invitation is accepted above the room of people, but its address belongs to them.
before_clinic = [
    *people.urlpatterns,
    path("invitation/<str:token>/", invitation, name="invitation"),
]
in_clinic = [
    path("", include("desk.urls")),
    path("", include("clients.urls")),
    path("", include("cases.urls")),
    path("", include("interpreters.urls")),
    path("", include("staffing.urls")),
    path("", include("agenda.urls")),
    path("", include("documents.urls")),
    path("", include("engagement.urls")),
    path("", include("filings.urls")),
    path("", include("referrals.urls")),
    path("", include("packets.urls")),
    path("", include("reports.urls")),
    path("", include("records.urls")),
    path("", include("exchange.urls")),
    path("", include("clinic.office.urls")),
    path("", include("clinic.webhooks.urls")),
]
# The same work for other programs.
in_api = [
    *rest.api_patterns,
    *clients_api,
    *cases_api,
    *interpreters_api,
    *staffing_api,
    *agenda_api,
    *documents_api,
    *engagement_api,
    *filings_api,
    *desk_api,
    *referrals_api,
    *packets_api,
    *reports_api,
    *records_api,
    *exchange_api,
]

urlpatterns = [
    path("accounts/", include("clinic.people.account_urls")),
    path("", include((before_clinic, "people"))),
    path("", include("clinic.pages.urls")),
    path("partner/", include("referrals.partner_urls")),
    path("firm/", include(firm_patterns)),
    path("interpreter/", include(link_patterns)),
    path("feed/", include(feed_patterns)),
    path("status/", include(status_patterns)),
    path("", include("clinic.notices.urls")),
    path("api/", include("clinic.rest.urls")),
    path("api/v1/<slug:clinic>/", include((in_api, "api"))),
    path("<slug:clinic>/", include(in_clinic)),
]
if settings.ALCOVE_DEMO:
    urlpatterns.insert(0, path("demo/", include("clinic.notices.demo_urls")))

handler400 = pages.bad_request
handler403 = pages.forbidden
handler404 = pages.not_found
handler500 = pages.server_error
