from django.urls import path

from packets import api, views

app_name = "packets"
urlpatterns = [
    path("cases/<uuid:pk>/packets/", views.of_case, name="of_case"),
    path("cases/<uuid:pk>/packets/new/", views.request_one, name="request"),
    path("handovers/<uuid:pk>/packet/", views.request_handover, name="request_handover"),
    path("nonengagement/<uuid:pk>/", views.nonengagement, name="nonengagement"),
    path(
        "nonengagement/<uuid:pk>/letters/<int:number>/",
        views.nonengagement_again,
        name="nonengagement_again",
    ),
    path("packets/<uuid:pk>/", views.packet, name="packet"),
    path("packets/<uuid:pk>/retry/", views.retry, name="retry"),
    path("packets/<uuid:pk>/download/", views.download, name="download"),
]
api_patterns = [
    path("cases/<uuid:pk>/packets", api.Packets.as_view(), name="packets"),
    path("handovers/<uuid:pk>/packet", api.HandoverPacket.as_view(), name="handover_packet"),
    path("intakes/<uuid:pk>/letter", api.Nonengagement.as_view(), name="nonengagement"),
    path("intakes/<uuid:pk>/letters", api.Letters.as_view(), name="nonengagements"),
    path(
        "intakes/<uuid:pk>/letters/<int:number>", api.Letter.as_view(), name="nonengagement_letter"
    ),
    path("packets/<uuid:pk>", api.Packet.as_view(), name="packet"),
    path("packets/<uuid:pk>/retry", api.RetriedPacket.as_view(), name="retry_packet"),
    path("packets/<uuid:pk>/file", api.PacketFile.as_view(), name="packet_file"),
]
