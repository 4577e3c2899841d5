"""A bell schedule, room, station or cart can be taken off its list; its name is free then for another one."""

from django.db import migrations, models
from django.db.models import Q

LISTS = ("bellschedule", "room", "station", "devicecart")
NAMED_ONCE = (
    ("bellschedule", "days_schedule_once"),
    ("room", "days_room_once"),
    ("devicecart", "days_cart_once"),
)


class Migration(migrations.Migration):

    dependencies = [("days", "0010_interrupted_jobs")]

    operations = [
        *(
            migrations.AddField(
                model_name=name,
                name="ended_on",
                field=models.DateField(blank=True, null=True),
            )
            for name in LISTS
        ),
        *(migrations.RemoveConstraint(model_name=model, name=name) for model, name in NAMED_ONCE),
        *(
            migrations.AddConstraint(
                model_name=model,
                constraint=models.UniqueConstraint(
                    fields=["campus", "name"], condition=Q(ended_on__isnull=True), name=name
                ),
            )
            for model, name in NAMED_ONCE
        ),
    ]
