"""Remember what a pack brought where somebody changed it here since, so that the pack can come again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("curriculum", "0004_item_revisions")]
    operations = [
        migrations.AddField(
            model_name="item", name="edited_from", field=models.PositiveIntegerField(blank=True, null=True)
        )
    ]
