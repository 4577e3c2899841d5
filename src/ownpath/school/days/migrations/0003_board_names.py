"""Let a campus show numbers instead of names on its hall board."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("days", "0002_loved_blocks")]

    operations = [
        migrations.AddField(
            model_name="policy",
            name="board_by_number",
            field=models.BooleanField(default=False),
        ),
    ]
