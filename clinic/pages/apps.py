from django import forms
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "clinic.pages"
    label = "pages"

    def ready(self) -> None:
        # Django says that a field is required; people are told what to do.
        forms.Field.default_error_messages["required"] = _("Please fill this in.")
        forms.ChoiceField.default_error_messages["required"] = _("Please choose one.")
        forms.FileField.default_error_messages["required"] = _("Please choose a file.")
