"""Forget when a student saw a pin: nothing ever set it, and the page that shows it says so itself."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_shown_at")]
    operations = [migrations.RemoveField(model_name="override", name="seen_at")]
