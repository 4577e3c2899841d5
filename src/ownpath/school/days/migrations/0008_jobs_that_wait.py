"""What waits is looked for ten times a second, so it is found without reading all jobs there ever were."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("days", "0007_steps_of_setting_up")]

    operations = [
        migrations.AddIndex(
            model_name="planjob",
            index=models.Index(fields=["state", "kind"], name="days_job_by_state"),
        ),
    ]
