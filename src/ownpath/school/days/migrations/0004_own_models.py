"""Who stays out of a model their class works by."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


PRESETS = [
    ("whole_class", "whole class"),
    ("station_rotation", "station rotation"),
    ("lab_rotation", "lab rotation"),
    ("flipped", "flipped classroom"),
    ("individual_rotation", "individual rotation"),
    ("flex", "flex"),
]


class Migration(migrations.Migration):

    dependencies = [
        ("days", "0003_board_names"),
        ("people", "0003_password_given_on"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="OwnModel",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("refused", models.CharField(choices=PRESETS, max_length=20)),
                ("preset", models.CharField(blank=True, choices=PRESETS, max_length=20)),
                ("said_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("said_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("section", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="own_models", to="people.section")),
                ("student", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="own_models", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("student", "section", "refused"),
                        name="days_own_model_once",
                    )
                ],
            },
        ),
    ]
