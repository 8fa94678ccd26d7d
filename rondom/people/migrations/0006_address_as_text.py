from typing import Any

from django.db import migrations, models


def none_is_empty(apps: Any, _editor: Any) -> None:
    apps.get_model("people", "Person").objects.filter(email=None).update(email="")


class Migration(migrations.Migration):
    dependencies = [("people", "0005_seal")]
    operations = [
        migrations.AlterField("person", "email", models.TextField("e-mailadres", null=True)),
        migrations.RunPython(none_is_empty),
    ]
