import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cards", "0004_readers_since"), ("children", "0006_discretionary_share")]

    operations = [
        migrations.CreateModel(
            name="DiscretionaryCard",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "card",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="passed_on", to="cards.card"),
                ),
                (
                    "share",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="cards", to="children.discretionaryshare"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="discretionarycard",
            constraint=models.UniqueConstraint(fields=("share", "card"), name="a_card_once_in_a_discretionary_share"),
        ),
    ]
