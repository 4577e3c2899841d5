"""Let who raised a concern without their name find it again, without writing down who that is."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Give concerns a mark."""

    dependencies = [("change", "0001_the_change")]

    operations = [
        migrations.AddField(
            model_name="concern",
            name="mark",
            field=models.CharField(db_index=True, default="", max_length=32),
        ),
    ]
