from django.urls import path

from records.api import clients as api_clients
from records.api import demand_logs as api_demand_logs
from records.api import demands as api_demands
from records.api import policy as api_policy
from records.views import clients, copies, demands, policy

app_name = "records"
urlpatterns = [
    path("keeping/", policy.retention, name="retention"),
    path("keeping/change/", policy.change_retention, name="change_retention"),
    path("keeping/purge/", policy.purge, name="purge"),
    path("clients/<uuid:pk>/keeping/", clients.client, name="client"),
    path("clients/<uuid:pk>/hold/", clients.place_hold, name="place_hold"),
    path("holds/<uuid:pk>/lift/", clients.lift_hold, name="lift_hold"),
    path("clients/<uuid:pk>/erasure/", clients.request_erasure, name="request_erasure"),
    path("erasures/<uuid:pk>/decide/", clients.decide_erasure, name="decide_erasure"),
    path("clients/<uuid:pk>/shred/", clients.shred, name="shred"),
    path("clients/<uuid:pk>/copy/", copies.copy, name="copy"),
    path("demands/", demands.demands, name="demands"),
    path("clients/<uuid:pk>/demands/log/", demands.log_demand, name="log_demand"),
    path("demands/<uuid:pk>/", demands.demand, name="demand"),
    path("demands/<uuid:pk>/scan/", demands.download_demand_scan, name="demand_scan"),
    path("demands/<uuid:pk>/change/", demands.change_demand, name="change_demand"),
    path("demands/<uuid:pk>/counsel/", demands.assign_counsel, name="assign_counsel"),
    path("demands/<uuid:pk>/end/", demands.end_demand, name="end_demand"),
    path("demands/<uuid:pk>/items/<slug:kind>/<uuid:item>/", demands.sort_item, name="sort_item"),
    path("demands/<uuid:pk>/logs/", demands.make_log, name="make_demand_log"),
    path("demand-logs/<uuid:pk>/", demands.download_log, name="download_demand_log"),
]
api_patterns = [
    path("retention", api_policy.Retention.as_view(), name="retention"),
    path("retention/due", api_policy.Due.as_view(), name="due"),
    path("retention/purge", api_policy.Purge.as_view(), name="purge"),
    path("shred-certificates", api_policy.Certificates.as_view(), name="certificates"),
    path("clients/<uuid:pk>/records", api_clients.Records.as_view(), name="client_records"),
    path("clients/<uuid:pk>/holds", api_clients.Holds.as_view(), name="holds"),
    path("holds/<uuid:pk>/lift", api_clients.LiftedHold.as_view(), name="lift_hold"),
    path("clients/<uuid:pk>/erasures", api_clients.Erasures.as_view(), name="erasures"),
    path("erasures", api_clients.WaitingErasures.as_view(), name="waiting_erasures"),
    path("erasures/<uuid:pk>/decide", api_clients.DecidedErasure.as_view(), name="decide_erasure"),
    path("clients/<uuid:pk>/shred", api_clients.Shredded.as_view(), name="shred"),
    path("clients/<uuid:pk>/copy", api_clients.OwnCopy.as_view(), name="copy"),
    path("demands", api_demands.Demands.as_view(), name="demands"),
    path("clients/<uuid:pk>/demands", api_demands.ClientDemands.as_view(), name="log_demand"),
    path(
        "clients/<uuid:pk>/scanned-demands",
        api_demands.ScannedDemands.as_view(),
        name="log_scanned_demand",
    ),
    path("demands/<uuid:pk>/scan", api_demands.DemandScan.as_view(), name="demand_scan"),
    path("demands/<uuid:pk>", api_demands.Demand.as_view(), name="demand"),
    path("demands/<uuid:pk>/counsel", api_demands.Counsel.as_view(), name="assign_counsel"),
    path("demands/<uuid:pk>/end", api_demands.EndedDemand.as_view(), name="end_demand"),
    path("demands/<uuid:pk>/items", api_demand_logs.DemandItems.as_view(), name="demand_items"),
    path("demands/<uuid:pk>/logs", api_demand_logs.DemandLogs.as_view(), name="demand_logs"),
    path("demand-logs/<uuid:pk>", api_demand_logs.ReadLog.as_view(), name="demand_log"),
]
