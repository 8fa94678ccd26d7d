from functools import partial

from django.db import migrations

from rondom.base.sealing import seal_columns

TABLES = {"Person": ("pk", None)}


class Migration(migrations.Migration):
    dependencies = [("base", "0005_letter"), ("people", "0004_family_guardian")]
    operations = [migrations.RunPython(partial(seal_columns, app="people", tables=TABLES))]
