from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "rondom.people"
    label = "people"
