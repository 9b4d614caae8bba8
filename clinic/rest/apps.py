from django.apps import AppConfig


class RestConfig(AppConfig):
    name = "clinic.rest"
    label = "rest"
