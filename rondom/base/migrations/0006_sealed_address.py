from functools import partial

from django.db import migrations

from rondom.base.seal import PersonalText
from rondom.base.sealing import seal_columns


class Migration(migrations.Migration):
    dependencies = [("base", "0005_letter")]
    operations = [
        migrations.AlterField("letter", "address", PersonalText()),
        migrations.RunPython(partial(seal_columns, app="base", tables={"Letter": ("person_id", None)})),
    ]
