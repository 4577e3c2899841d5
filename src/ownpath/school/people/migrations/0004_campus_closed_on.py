"""On which day a district closed a campus, so that a later roster does not open it again unasked."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0003_password_given_on"),
    ]

    operations = [
        migrations.AddField(
            model_name="campus",
            name="closed_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]
