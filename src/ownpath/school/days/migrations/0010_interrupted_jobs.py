"""Who is at a job has a mark, by which others tell whether it lives; what was interrupted is begun anew, and says so."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("days", "0009_off_the_hall_board")]

    operations = [
        migrations.AddField(
            model_name="planjob",
            name="taken_as",
            field=models.UUIDField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="planjob",
            name="n_interrupted",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
