from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "rondom.meetings"
    label = "meetings"
