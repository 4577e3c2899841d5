"""A question remembers which revision of its item was put; those already there: the present one."""

from django.apps.registry import Apps as StateApps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def note_revisions(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    items = apps.get_model("curriculum", "Item").objects.filter(pk=OuterRef("item_id"))
    apps.get_model("evidence", "Question").objects.update(revision=Subquery(items.values("revision")[:1]))


class Migration(migrations.Migration):
    dependencies = [("evidence", "0003_append_only"), ("curriculum", "0004_item_revisions")]
    operations = [
        migrations.AddField("question", "revision", models.PositiveIntegerField(default=1), preserve_default=False),
        migrations.RunPython(note_revisions, migrations.RunPython.noop),
    ]
