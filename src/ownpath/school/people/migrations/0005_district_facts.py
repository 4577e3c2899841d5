"""What a district says of itself that no roster says: its address, its language, when a shared device signs out."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0004_campus_closed_on"),
    ]

    operations = [
        migrations.AddField(
            model_name="district",
            name="address",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="district",
            name="language",
            field=models.CharField(blank=True, max_length=2),
        ),
        migrations.AddField(
            model_name="district",
            name="minutes_on_shared",
            field=models.PositiveSmallIntegerField(default=15),
        ),
    ]
