from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class BaseConfig(AppConfig):
    name = "rondom.base"
    label = "base"

    def ready(self) -> None:
        from rondom.base import checks  # noqa: F401, PLC0415 — what it registers is asked by `manage.py check --deploy`

        post_migrate.connect(lay_key_store, sender=self)


def lay_key_store(**_sent: Any) -> None:
    """At the first start. Where there are rows already and the store is gone, no new one is laid over it."""
    from rondom.base.keys import begin  # noqa: PLC0415 — models are there only once apps are
    from rondom.base.models import Event  # noqa: PLC0415

    if not Event.objects.exists():
        begin()
