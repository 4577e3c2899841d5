"""Where people write in rooms below the change, an erased person's name is struck too; no such column is forgotten."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from cast import NOW, Cast
from django.apps import apps

from ownpath.school.change.queries.written import WRITTEN
from ownpath.school.days.models import Tie
from ownpath.school.evidence.models import Evidence
from ownpath.school.mastery.services import record_observation
from ownpath.school.plans.models import PaceWord
from ownpath.school.privacy.services import erase, plan_erasure
from ownpath.school.voice.models import Message

ROOMS = ("evidence", "mastery", "plans", "voice", "days")
NO_PROSE = frozenset({
    "days.BellSchedule.name", "days.Block.name", "days.Room.name", "days.DeviceCart.name",
    "days.DayPlan.problem", "days.ProgramMember.name", "days.Station.subject",
    "days.PlanGroup.subject", "days.PlanCell.subject", "days.PlanChange.reason",
    "evidence.Question.interest", "evidence.Evidence.misconception", "mastery.FittedModel.version",
    "mastery.FittedModel.content_hash", "mastery.StudentMemory.rule", "mastery.KnowledgeState.rule",
})  # fmt: skip
"""Names of things, keys and packed problems: nobody writes about somebody in them."""


def test_every_column_in_which_people_may_write_is_looked_through_or_named_here() -> None:
    found = {
        f"{table._meta.label}.{field.name}"
        for room in ROOMS
        for table in apps.get_app_config(room).get_models()
        for field in table._meta.concrete_fields
        if field.get_internal_type() in ("TextField", "CharField")
        and not field.choices
        and (field.max_length or 1_000) >= 40
    }
    written = {f"{table}.{column}" for table, column in WRITTEN.items()}
    assert found - written - NO_PROSE == set()
    assert written <= found


@pytest.mark.django_db
class TestOtherRooms:
    def test_keep_what_is_about_others_without_the_name(self, cast: Cast) -> None:
        said = "Ada Morales helped him, and Ada smiled."
        message = Message.objects.create(
            sender=cast.ito, receiver=cast.okafor, about=cast.ben, body=said, sent_at=NOW
        )
        record_observation(
            student=cast.ben, competency_id=cast.competencies[0].pk, how_well="alone", note=said,
            attempt=uuid4(), by=cast.ito, now=NOW,
        )  # fmt: skip
        note = Evidence.objects.get(student=cast.ben, note=said)
        n_judged = note.competencies.count()
        PaceWord.objects.create(
            student=cast.ben, word="on", reason="Like Ada.", said_by=cast.ito,
            said_at=NOW - timedelta(days=1), section=cast.ben_section,
        )  # fmt: skip
        tie = Tie.objects.create(
            kind="apart",
            one=cast.ben,
            other=cast.okafor,
            reason="ADA MORALES asked",
            set_at=NOW,
        )
        plan = plan_erasure(district=cast.live_oak, person=cast.ada)
        counts = {f"{one.table}.{one.column}": one.n for one in plan.rewriting}
        assert counts["evidence_evidence.note"] == counts["voice_message.body"] == 1
        assert [one.key.partition(".")[0] for one in plan.undecided] == ["plans_paceword"]
        erase(plan=plan, by=cast.whitfield, now=NOW)
        message.refresh_from_db()
        assert message.body == "[…] helped him, and […] smiled."
        again = Evidence.objects.get(pk=note.pk)
        assert (again.note, again.attempt) == (message.body, note.attempt)
        assert again.competencies.count() == n_judged
        tie.refresh_from_db()
        assert tie.reason == "[…] asked"
        assert PaceWord.objects.get().reason == "Like Ada."
