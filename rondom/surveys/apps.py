from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "rondom.surveys"
    label = "surveys"
