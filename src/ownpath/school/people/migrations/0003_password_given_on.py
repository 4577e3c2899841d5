"""On which day a password was given out on paper, so that it does not open the door for ever."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0002_titles_and_given_passwords"),
    ]

    operations = [
        migrations.AddField(
            model_name="person",
            name="password_given_on",
            field=models.DateField(blank=True, null=True),
        ),
    ]
