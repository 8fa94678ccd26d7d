from functools import partial
from typing import Any

from django.db import migrations

from rondom.base.found import FoundBy, found_as
from rondom.base.seal import PersonalText
from rondom.base.sealing import seal_columns

TABLES = {"Person": ("pk", None), "MailCode": ("person", None)}


def find_by_address(apps: Any, _editor: Any) -> None:
    """While the addresses still stand there as they were."""
    people = apps.get_model("people", "Person").objects
    for person in people.exclude(email=""):
        people.filter(pk=person.pk).update(found_by=found_as("email", vars(person)["email"].laid))


class Migration(migrations.Migration):
    dependencies = [("people", "0006_address_as_text")]
    operations = [
        migrations.AlterField("person", "email", PersonalText("e-mailadres", blank=True)),
        migrations.AlterField("mailcode", "email", PersonalText("e-mailadres")),
        migrations.AddField("person", "found_by", FoundBy(of="email", unique=True)),
        migrations.RunPython(find_by_address),
        migrations.RunPython(partial(seal_columns, app="people", tables=TABLES, only="email")),
    ]
