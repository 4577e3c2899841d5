"""Let somebody say that a class works on nothing here, so that no precedent gives it a framework."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("curriculum", "0005_item_edits")]
    operations = [
        migrations.AlterField(
            model_name="sectionframework",
            name="framework",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sections",
                to="curriculum.framework",
            ),
        )
    ]
