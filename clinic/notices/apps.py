from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "clinic.notices"
    label = "notices"
