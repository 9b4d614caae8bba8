from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "clinic.office"
    label = "office"
