from functools import partial
from typing import Any

from django.db import migrations, models

from rondom.base.seal import PersonalDate
from rondom.base.sealing import seal_columns


def from_birth(apps: Any, _editor: Any) -> None:
    """Who holds authority from birth is kept without the day: it would tell the birth date."""
    held = apps.get_model("children", "Authority").objects
    held.filter(since=models.F("place__child__birth_date")).update(since=None)


class Migration(migrations.Migration):
    dependencies = [("children", "0012_seal")]
    operations = [
        migrations.AlterField("authority", "since", models.DateField("sinds", null=True)),
        migrations.RunPython(from_birth),
        migrations.AlterField("child", "birth_date", PersonalDate("geboortedatum")),
        migrations.RunPython(partial(seal_columns, app="children", tables={"Child": ("pk", "")}, only="birth_date")),
    ]
