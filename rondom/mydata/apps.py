from django.apps import AppConfig


class MyDataConfig(AppConfig):
    name = "rondom.mydata"
    label = "mydata"

    def ready(self) -> None:
        from rondom.mydata.models import DataRequest  # noqa: PLC0415 — models are there from here on
        from rondom.mydata.requests import waits_for_an_answer  # noqa: PLC0415
        from rondom.retention.due import asks_for_a_day  # noqa: PLC0415
        from rondom.retention.parts import WAITS  # noqa: PLC0415

        asks_for_a_day(DataRequest, "B31", "asked_at")
        WAITS.append(waits_for_an_answer)
