"""In which language the words of a pilot and of a decision are, so that they are read out as what they are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("change", "0003_minutes_amendment")]
    operations = [
        migrations.AddField(
            model_name=name,
            name="language",
            field=models.CharField(blank=True, max_length=2),
        )
        for name in ("pilot", "decision")
    ]
