"""Keep that a plan was taken back, also once the draft that it became was put aside."""

from typing import Any

from django.db import migrations, models
from django.db.models import F, Q


def note_taken_back(apps: Any, _schema_editor: Any) -> None:
    """Write down of plans from before what their state tells: a draft that ended, or what was in force and was withdrawn."""
    drafts = Q(state="draft", ended_at__isnull=False)
    withdrawn = Q(state="withdrawn", published_at__isnull=False)
    plans = apps.get_model("days", "DayPlan").objects.filter(drafts | withdrawn)
    plans.update(taken_back_at=F("ended_at"))


class Migration(migrations.Migration):

    dependencies = [("days", "0011_taken_off_the_list")]

    operations = [
        migrations.AddField(
            model_name="dayplan",
            name="taken_back_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(note_taken_back, migrations.RunPython.noop, elidable=True),
    ]
