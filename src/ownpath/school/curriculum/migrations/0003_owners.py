"""Packs and frameworks get an owner; what is there already is shared."""

import django.db.models.deletion
from django.db import migrations, models


def owner() -> "models.ForeignKey[object, object]":
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name='+',
        to='people.district',
    )


class Migration(migrations.Migration):

    dependencies = [
        ('curriculum', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.AddField(model_name='pack', name='owner', field=owner()),
        migrations.AddField(model_name='framework', name='owner', field=owner()),
    ]
