"""Addresses of the room; ids and codes only, nothing that tells of a person."""

from django.urls import path

from engagement.api import letters as api
from engagement.api import standing
from engagement.views import emergencies, letters, steps, wording

app_name = "engagement"
urlpatterns = [
    path("cases/<uuid:pk>/engagement/", letters.of_case, name="of_case"),
    path("cases/<uuid:pk>/engagement/letter/", letters.add_letter, name="add_letter"),
    path("cases/<uuid:pk>/engagement/closing/", letters.add_closing, name="add_closing"),
    path("cases/<uuid:pk>/engagement/no-closing/", emergencies.waive_closing, name="waive_closing"),
    path("cases/<uuid:pk>/engagement/emergency/", emergencies.say_emergency, name="say_emergency"),
    path("emergencies/<uuid:pk>/end/", emergencies.end_emergency, name="end_emergency"),
    path("client-letters/<uuid:pk>/", letters.letter, name="letter"),
    path("client-letters/<uuid:pk>/words/", letters.edit_letter, name="edit_letter"),
    path(
        "client-letters/<uuid:pk>/translation/", letters.translate_letter,
        name="translate_letter",
    ),
    path("client-letters/<uuid:pk>/pdf/", letters.letter_pdf, name="letter_pdf"),
    path("client-letters/<uuid:pk>/copy/", letters.translated_copy, name="translated_copy"),
    path("client-letters/<uuid:pk>/ready/", steps.ready_letter, name="ready_letter"),
    path("client-letters/<uuid:pk>/approve/", steps.approve_letter, name="approve_letter"),
    path("client-letters/<uuid:pk>/return/", steps.return_letter, name="return_letter"),
    path("client-letters/<uuid:pk>/client/", steps.sign_client, name="sign_client"),
    path("client-letters/<uuid:pk>/sign/", steps.sign_attorney, name="sign_attorney"),
    path("client-letters/<uuid:pk>/given/", steps.give_letter, name="give_letter"),
    path("client-letters/<uuid:pk>/end/", steps.end_letter, name="end_letter"),
    path("wording/", wording.wordings, name="wordings"),
    path("wording/choose/", wording.choose_wording, name="choose_wording"),
    path("wording/<slug:kind>/", wording.wording, name="wording"),
    path("wording/<slug:kind>/write/", wording.write_wording, name="write_wording"),
    path("wording/<slug:kind>/withdraw/", wording.withdraw_wording, name="withdraw_wording"),
    path("wording/<slug:kind>/of/<slug:matter>/", wording.wording, name="matter_wording"),
    path(
        "wording/<slug:kind>/of/<slug:matter>/write/", wording.write_wording,
        name="write_matter_wording",
    ),
    path(
        "wording/<slug:kind>/of/<slug:matter>/withdraw/", wording.withdraw_wording,
        name="withdraw_matter_wording",
    ),
]  # fmt: skip
api_patterns = [
    path("cases/<uuid:pk>/engagement", standing.Engagement.as_view(), name="engagement"),
    path("cases/<uuid:pk>/client-letters", api.Letters.as_view(), name="client_letters"),
    path("cases/<uuid:pk>/emergencies", standing.Emergencies.as_view(), name="emergencies"),
    path("cases/<uuid:pk>/no-closing-letter", standing.ClosingWaived.as_view(), name="no_closing"),
    path("emergencies/<uuid:pk>/end", standing.EndedEmergency.as_view(), name="end_emergency"),
    path("client-letters/<uuid:pk>", api.Letter.as_view(), name="client_letter"),
    path(
        "client-letters/<uuid:pk>/translation",
        api.TranslatedLetter.as_view(),
        name="client_letter_translation",
    ),
    path(
        "client-letters/<uuid:pk>/ready",
        api.ReadiedLetter.as_view(),
        name="client_letter_ready",
    ),
    path(
        "client-letters/<uuid:pk>/approve",
        api.ApprovedLetter.as_view(),
        name="client_letter_approve",
    ),
    path(
        "client-letters/<uuid:pk>/return",
        api.ReturnedLetter.as_view(),
        name="client_letter_return",
    ),
    path(
        "client-letters/<uuid:pk>/sign",
        api.SignedLetter.as_view(),
        name="client_letter_sign",
    ),
    path("client-letters/<uuid:pk>/end", api.EndedLetter.as_view(), name="client_letter_end"),
    path(
        "client-letters/<uuid:pk>/given",
        api.GivenLetter.as_view(),
        name="client_letter_give",
    ),
    path("client-letters/<uuid:pk>/file", api.LetterFile.as_view(), name="client_letter_file"),
    path("wordings", standing.Wordings.as_view(), name="wordings"),
    path("wordings/withdraw", standing.WithdrawnWording.as_view(), name="withdraw_wording"),
]
