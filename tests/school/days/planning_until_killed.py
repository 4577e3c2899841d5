"""Take a job as a worker does and be at it without an end: a process to be killed in the middle of a plan.

Arguments: the database's name, the job. Says that it is at work in a line of its own.
"""

from __future__ import annotations

import os
import sys
import time
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ownpath.config.settings")
django.setup()


def plan_for_ever(**_asked: object) -> None:
    """Say that the plan has begun, and never end."""
    print("at it", flush=True)  # noqa: T201
    time.sleep(600)


def main() -> None:
    """Do the job."""
    from django.conf import settings
    from django.db import connection

    from ownpath.school.days.models import PlanJob
    from ownpath.school.days.services import making
    from ownpath.school.days.services.working import do_job

    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = sys.argv[1]
    making.plan_campus = plan_for_ever  # type: ignore[assignment]
    job = PlanJob.objects.get(uuid=UUID(sys.argv[2]))
    do_job(uuid=job.uuid, clock=lambda: job.asked_at)


if __name__ == "__main__":
    main()
