import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("base", "0002_append_only_record")]
    operations = [
        migrations.AddField("chainhead", "seal", models.CharField(blank=True, default="", max_length=64), preserve_default=False),
        migrations.AddIndex("event", models.Index(fields=["organisation_id", "at"], name="record_of_an_organisation")),
        migrations.AddIndex("event", models.Index(fields=["at"], name="record_in_time")),
        migrations.CreateModel(
            name="MonthClosed",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("chain", models.CharField(max_length=60)),
                ("month", models.DateField()),
                ("first_number", models.PositiveBigIntegerField()),
                ("last_number", models.PositiveBigIntegerField()),
                ("previous_hash", models.CharField(blank=True, max_length=64)),
                ("hash", models.CharField(max_length=64)),
                ("seal", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=["chain", "month"], name="a_month_of_a_chain_closes_once")
                ],
                "indexes": [models.Index(fields=["month"], name="closings_of_a_month")],
            },
        ),
        migrations.CreateModel(
            name="MonthDestroyed",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kept", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                ("seal", models.CharField(max_length=64)),
                (
                    "closed",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="destroyed", to="base.monthclosed"
                    ),
                ),
            ],
        ),
    ]
