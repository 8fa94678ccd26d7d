from functools import partial

from django.db import migrations

from rondom.base.sealing import seal_columns

OF_CARD = ("card__child", "card__owner")
TABLES = {
    "CardVersion": OF_CARD,
    "Writing": OF_CARD,
    "Attachment": OF_CARD,
    "Remark": ("card__child", "owner"),
    "TypedLine": ("child", "owner"),
}


class Migration(migrations.Migration):
    dependencies = [("base", "0005_letter"), ("cards", "0008_attachment")]
    operations = [migrations.RunPython(partial(seal_columns, app="cards", tables=TABLES))]
