from django.apps import AppConfig


class CardsConfig(AppConfig):
    name = "rondom.cards"
    label = "cards"
