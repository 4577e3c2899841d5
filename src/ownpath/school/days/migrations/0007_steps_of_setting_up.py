"""What one step wrote into the set-up of a campus is kept, so that it can be taken back."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("days", "0006_fixed_on_some_days"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SetUpStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(choices=[("term", "a new term took over"), ("classes", "classes were fixed in their periods")], max_length=12)),
                ("wrote", models.JSONField(default=dict)),
                ("mark", models.CharField(max_length=20)),
                ("counts_from", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("back_at", models.DateTimeField(blank=True, null=True)),
                ("campus", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="people.campus")),
                ("made_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "indexes": [models.Index(fields=["campus", "made_at"], name="days_step_by_campus")],
            },
        ),
    ]
