"""Addresses of who works here; ids only, nothing that tells of a person."""

from django.urls import path

from staffing.api import batch as api_batch
from staffing.api import board as api_board
from staffing.api import library as api_library
from staffing.api import licences as api_licences
from staffing.api import namesakes as api_namesakes
from staffing.api import profiles as api_profiles
from staffing.api import training as api_training
from staffing.views import batch, board, library, namesakes, offers, profiles, training

app_name = "staffing"
urlpatterns = [
    path("people/", profiles.people, name="people"),
    path("people/own/", profiles.own, name="own"),
    path("people/asked/", profiles.gate, name="gate"),
    path("people/waiting/", batch.batch, name="batch"),
    path("people/<uuid:pk>/", profiles.profile, name="profile"),
    path("people/<uuid:pk>/licences/add/", profiles.add_licence, name="add_licence"),
    path("people/<uuid:pk>/confirm/", profiles.confirm_proof, name="confirm_proof"),
    path("people/<uuid:pk>/withdraw/", profiles.withdraw_proof, name="withdraw_proof"),
    path("licences/<uuid:pk>/confirm/", profiles.confirm_licence, name="confirm_licence"),
    path("licences/<uuid:pk>/remove/", profiles.remove_licence, name="remove_licence"),
    path("people/training/", training.training, name="training"),
    path("people/training/add/", training.add_training, name="add_training"),
    path("people/trainings/", training.trainings, name="trainings"),
    path("trainings/<uuid:pk>/confirm/", training.confirm_training, name="confirm_training"),
    path("trainings/<uuid:pk>/remove/", training.remove_training, name="remove_training"),
    path("library/", library.library, name="library"),
    path("library/add/", library.add_resource, name="add_resource"),
    path("library/<uuid:pk>/", library.resource, name="resource"),
    path("library/<uuid:pk>/revise/", library.revise_resource, name="revise_resource"),
    path("library/<uuid:pk>/retire/", library.retire_resource, name="retire_resource"),
    path("board/", board.board, name="board"),
    path("board/<uuid:pk>/", board.opportunity, name="opportunity"),
    path("board/<uuid:pk>/interest/", board.show_interest, name="show_interest"),
    path("board/<uuid:pk>/interest/withdraw/", board.withdraw_interest, name="withdraw_interest"),
    path("board/<uuid:pk>/accept/", board.accept_offer, name="accept_offer"),
    path("board/<uuid:pk>/decline/", board.decline_offer, name="decline_offer"),
    path("board/<uuid:pk>/interested/", offers.interested, name="interested"),
    path("board/<uuid:pk>/offer/", offers.offer, name="offer"),
    path("board/<uuid:pk>/offer/take-back/", offers.take_offer_back, name="take_offer_back"),
    path("board/<uuid:pk>/withdraw/", offers.withdraw_opportunity, name="withdraw_opportunity"),
    path("cases/<uuid:pk>/board/", board.post_case, name="post_case"),
    path("cases/<uuid:pk>/namesakes/", namesakes.namesakes, name="namesakes"),
    path("namesakes/<uuid:pk>/end/", namesakes.end_namesake, name="end_namesake"),
]
api_patterns = [
    path("library", api_library.Resources.as_view(), name="resources"),
    path("library/<uuid:pk>", api_library.Resource.as_view(), name="resource"),
    path(
        "library/<uuid:pk>/versions",
        api_library.ResourceVersions.as_view(),
        name="resource_versions",
    ),
    path("library/<uuid:pk>/retire", api_library.RetiredResource.as_view(), name="retire_resource"),
    path("trainings", api_training.Trainings.as_view(), name="trainings"),
    path(
        "trainings/<uuid:pk>/confirm",
        api_training.ConfirmedTraining.as_view(),
        name="confirm_training",
    ),
    path(
        "trainings/<uuid:pk>/remove",
        api_training.RemovedTraining.as_view(),
        name="remove_training",
    ),
    path("board", api_board.Opportunities.as_view(), name="opportunities"),
    path("board/<uuid:pk>", api_board.Opportunity.as_view(), name="opportunity"),
    path("board/<uuid:pk>/interest", api_board.ShownInterest.as_view(), name="show_interest"),
    path(
        "board/<uuid:pk>/interest/withdraw",
        api_board.WithdrawnInterest.as_view(),
        name="withdraw_interest",
    ),
    path("board/<uuid:pk>/interested", api_board.InterestedPeople.as_view(), name="interested"),
    path("board/<uuid:pk>/offer", api_board.MadeOffer.as_view(), name="offer"),
    path(
        "board/<uuid:pk>/offer/take-back",
        api_board.OfferTakenBack.as_view(),
        name="take_offer_back",
    ),
    path("board/<uuid:pk>/accept", api_board.AcceptedOffer.as_view(), name="accept_offer"),
    path("board/<uuid:pk>/decline", api_board.DeclinedOffer.as_view(), name="decline_offer"),
    path(
        "board/<uuid:pk>/withdraw",
        api_board.WithdrawnOpportunity.as_view(),
        name="withdraw_opportunity",
    ),
    path("cases/<uuid:pk>/board", api_board.CaseOpportunities.as_view(), name="post_case"),
    path("assignments/proposed", api_batch.Proposed.as_view(), name="proposed"),
    path("cases/<uuid:pk>/namesakes", api_namesakes.Namesakes.as_view(), name="namesakes"),
    path("namesakes/<uuid:pk>/end", api_namesakes.EndedNamesake.as_view(), name="end_namesake"),
    path("profiles", api_profiles.Profiles.as_view(), name="profiles"),
    path("profiles/<uuid:pk>", api_profiles.Profile.as_view(), name="profile"),
    path("profiles/<uuid:pk>/licences", api_licences.Licences.as_view(), name="licences"),
    path("profiles/<uuid:pk>/confirm", api_profiles.ConfirmedProof.as_view(), name="confirm_proof"),
    path(
        "profiles/<uuid:pk>/withdraw", api_profiles.WithdrawnProof.as_view(), name="withdraw_proof"
    ),
    path(
        "licences/<uuid:pk>/confirm",
        api_licences.ConfirmedLicence.as_view(),
        name="confirm_licence",
    ),
    path("licences/<uuid:pk>/remove", api_licences.RemovedLicence.as_view(), name="remove_licence"),
    path("cases/<uuid:pk>/suggestions", api_profiles.Suggestions.as_view(), name="suggestions"),
]
