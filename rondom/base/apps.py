from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "rondom.base"
    label = "base"
