"""A family may keep a child's name off the hall board, as it may keep a child away from screens."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("days", "0008_jobs_that_wait")]

    operations = [
        migrations.AlterField(
            model_name="optout",
            name="what",
            field=models.CharField(
                choices=[("screen", "screens"), ("board", "the names on the hall board")],
                default="screen",
                max_length=12,
            ),
        ),
    ]
