"""Why a block holds what it holds: what it is always has a name, and no sentence ends before it says something."""

from __future__ import annotations

import pytest
from cast import NOW, Cast
from planned import plan_today

from ownpath.faces.why import KINDS, build_why
from ownpath.school.days.models import PlanCell

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment_of_the_cast")]


class TestBuildWhy:
    def test_names_a_class_of_its_own_by_what_it_is(self, cast: Cast) -> None:
        plan = plan_today(cast, [cast.ada]).plan
        PlanCell.objects.filter(plan=plan, student=cast.ada, block=0).update(
            activity=None, competency=None, station=None, group=None, commitment=None,
            subject="", modality="class_lesson", reason={"kind": "timeline"},
        )  # fmt: skip
        page = build_why(
            viewer=cast.reyes, student=cast.ada, plan=plan, block=0, now=NOW, language="en"
        )
        assert (page.title, page.kind) == (str(KINDS["class_lesson"]), "")
        assert (page.because, page.behind) == ("because your class is working on it now", "")
