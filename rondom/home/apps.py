from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "rondom.home"
    label = "home"
