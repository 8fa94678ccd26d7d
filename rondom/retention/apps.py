from django.apps import AppConfig


class Retention(AppConfig):
    name = "rondom.retention"
    verbose_name = "Bewaren en vernietigen"
