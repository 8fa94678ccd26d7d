from functools import partial

from django.db import migrations

from rondom.base.sealing import seal_columns

OF_CHILD, OF_PLACE = ("child", "owner"), ("place__child", "owner")
TABLES = {
    "Child": ("pk", ""),
    "Voice": OF_CHILD,
    "Place": OF_CHILD,
    "GroupInYear": OF_CHILD,
    "Contact": OF_CHILD,
    "Coordinator": OF_CHILD,
    "DiscretionaryShare": OF_CHILD,
    "RecordQuestion": OF_CHILD,
    "RecordAnswer": ("question__child", "question__owner"),
    "ConsentAnswered": ("asked__child", "owner"),
    "Handover": OF_PLACE,
    "EmergencyAccess": OF_PLACE,
    "SecretAddress": OF_PLACE,
}


class Migration(migrations.Migration):
    dependencies = [("base", "0005_letter"), ("children", "0011_looked")]
    operations = [migrations.RunPython(partial(seal_columns, app="children", tables=TABLES))]
