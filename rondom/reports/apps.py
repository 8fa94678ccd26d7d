from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "rondom.reports"
    label = "reports"
