from django.apps import AppConfig


class TimelineConfig(AppConfig):
    name = "rondom.timeline"
    label = "timeline"
