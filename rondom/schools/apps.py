from django.apps import AppConfig


class SchoolsConfig(AppConfig):
    name = "rondom.schools"
    label = "schools"
