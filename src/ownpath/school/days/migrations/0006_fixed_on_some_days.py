"""What is fixed may stand on several weekdays, and on the days of some letters only."""

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def name_the_weekday(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Keep the one weekday of what stood on one."""
    commitments = apps.get_model("days", "Commitment").objects
    for weekday in range(7):
        commitments.filter(weekday=weekday).update(weekdays=[weekday])


def keep_one_weekday(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Go back to one weekday; what stood on several stands on every day again."""
    commitments = apps.get_model("days", "Commitment").objects
    for weekday in range(7):
        commitments.filter(weekdays=[weekday]).update(weekday=weekday)


class Migration(migrations.Migration):

    dependencies = [("days", "0005_programs")]

    operations = [
        migrations.AddField("commitment", "weekdays", models.JSONField(blank=True, default=list)),
        migrations.AddField("commitment", "letters", models.JSONField(blank=True, default=list)),
        migrations.RunPython(name_the_weekday, keep_one_weekday),
        migrations.RemoveField("commitment", "weekday"),
    ]
