from django.apps import AppConfig


class CareteamConfig(AppConfig):
    name = "rondom.careteam"
    label = "careteam"
