"""Of a scan that is closed only the sentences are left: not whose they are, and not where that one stood."""

from django.db import migrations, models
from django.conf import settings


def leave_by_nobody(apps, _schema_editor):
    answers = apps.get_model("schools", "ScanAnswer").objects
    for scan in apps.get_model("schools", "Scan").objects.exclude(closed_at=None):
        answers.filter(scan=scan).update(person=None, stand=None, at=scan.closed_at)


class Migration(migrations.Migration):
    dependencies = [
        ("schools", "0002_roles_of_today"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="scananswer",
            name="person",
            field=models.ForeignKey(
                null=True, on_delete=models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AlterField(
            model_name="scananswer", name="stand", field=models.PositiveSmallIntegerField(null=True)
        ),
        migrations.RunPython(leave_by_nobody, migrations.RunPython.noop),
    ]
