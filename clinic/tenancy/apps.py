from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "clinic.tenancy"
    label = "tenancy"
