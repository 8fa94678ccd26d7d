from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "rondom.reports"
    label = "reports"

    def ready(self) -> None:
        from rondom.reports.beside import last_report  # noqa: PLC0415 — models are there from here on
        from rondom.schools.plan_pages import lays_beside  # noqa: PLC0415

        lays_beside(last_report)
