from django.apps import AppConfig


class TimelineConfig(AppConfig):
    name = "rondom.timeline"
    label = "timeline"

    def ready(self) -> None:
        from rondom.meetings.drawing import BESIDE  # noqa: PLC0415 — models are there from here on
        from rondom.timeline.at_table import beside_table  # noqa: PLC0415

        BESIDE.append(beside_table)
