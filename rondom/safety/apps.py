from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "rondom.safety"
    label = "safety"
