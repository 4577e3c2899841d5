"""Let students say of a block that they loved it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("days", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="blockrecord",
            name="is_loved",
            field=models.BooleanField(default=False),
        ),
    ]
