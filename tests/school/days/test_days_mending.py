"""A published day is mended when something happens, and everyone whose block changed is told why."""

from __future__ import annotations

from random import Random
from uuid import UUID

from cast import NOW
from grounds import TOMORROW, Grounds, at

from ownpath.engine.dayplan.events import Swap
from ownpath.school.days.models import (
    PlanChange,
    PlanJob,
)
from ownpath.school.days.queries import (
    differing,
    published_plan,
    student_day,
    tell_changes,
    what_could_be,
)
from ownpath.school.days.queries.packed import unpack
from ownpath.school.days.services import (
    adult_out,
    ask_for_repair,
    ask_what_if,
    cart_missing,
    pick_for_day,
    room_lost,
    students_away,
    swap,
)
from ownpath.school.days.services.broken_rules import breaches_of
from ownpath.school.days.services.mending import keep_mended, try_event
from ownpath.school.days.services.naming import CannotMend, engine_event


class TestMending:
    def test_what_if_tells_the_cost_and_writes_nothing(self, grounds: Grounds) -> None:
        plan = grounds.publish()
        event = adult_out(person_uuid=grounds.cast.okafor.uuid)
        job = at(
            ask_what_if(
                campus=grounds.campus,
                day=TOMORROW,
                event=event,
                by=grounds.cast.okafor,
                now=NOW,
            )
        )
        assert job.state == PlanJob.State.DONE, job.problems
        assert job.answer["n_changed"] > 0
        assert job.answer["points"] > 0
        assert job.plan is None
        assert published_plan(campus=grounds.campus, day=TOMORROW) == plan

    def test_tells_everyone_whose_cell_changed_why(self, grounds: Grounds) -> None:
        before = grounds.publish()
        event = adult_out(person_uuid=grounds.cast.okafor.uuid)
        job = at(
            ask_for_repair(
                campus=grounds.campus, day=TOMORROW, event=event, by=grounds.cast.reyes, now=NOW
            )
        )
        assert job.plan is not None, job.problems
        assert not job.plan.groups.filter(adult=grounds.cast.okafor).exists()
        told = set(PlanChange.objects.values_list("student_id", "block"))
        found = differing(plan=job.plan, against=before)
        changed = {
            (student.pk, line.block)
            for line in tell_changes(plan=job.plan, against=before, changes=found.changes)
            for part in line.parts
            for student in part.students
            if line.before
            and part.after
            and (line.before.key, line.before.modality, line.before.adult)
            != (part.after.key, part.after.modality, part.after.adult)
        }
        assert changed <= told
        day = student_day(
            student=PlanChange.objects.select_related("student")[0].student, day=TOMORROW
        )
        assert day.changes
        assert str(day.changes[0].words)

    def test_of_any_mishap_breaks_no_rule(self, grounds: Grounds) -> None:
        rng = Random(4)
        plan = grounds.publish()
        n_mended = 0
        for turn in range(8):
            event = random_event(grounds, rng, turn)
            try:
                mended = try_event(base=plan, event=event, now_block=rng.randrange(4))
            except CannotMend:
                continue
            plan = keep_mended(mended=mended, event=event, by=None, now=NOW)
            assert breaches_of(plan) == []
            n_mended += 1
        assert n_mended >= 4

    def test_a_pick_after_publishing_is_made_room_for(self, grounds: Grounds) -> None:
        grounds.publish()
        ada, bench = grounds.cast.ada, grounds.stations["Bench"]
        pick_for_day(
            student=ada, day=TOMORROW, key=f"station:{bench.uuid}", n_shown=6, by=ada, now=NOW
        )
        job = at(PlanJob.objects.get(kind=PlanJob.Kind.REPAIR))
        assert job.state == PlanJob.State.DONE, job.problems
        cells = student_day(student=ada, day=TOMORROW).cells
        assert f"station:{bench.uuid}" in {cell.key for cell in cells.values()}
        assert "chosen" in set(PlanChange.objects.values_list("reason", flat=True))

    def test_a_teacher_may_say_which_way_a_thing_is_done(self, grounds: Grounds) -> None:
        plan = grounds.publish()
        ways: dict[str, set[str]] = {}
        for one in what_could_be(plan=plan, student=grounds.cast.ada, block=4):
            ways.setdefault(one.key, set()).add(one.modality)
        key, modalities = max(ways.items(), key=lambda item: len(item[1]))
        problem, packed_key, packed = unpack(plan.problem)
        assert len(modalities) > 1
        for modality in sorted(modalities):
            event = swap(
                student_uuid=grounds.cast.ada.uuid, block=4, key=key, modality=modality
            )
            named = engine_event(plan, problem, packed_key, packed, event, 0)
            assert isinstance(named, Swap)
            kind = int(problem.options.kind[named.option])
            assert packed_key.kind_modality[kind] == modality


def random_event(grounds: Grounds, rng: Random, turn: int) -> dict[str, object]:
    """Return some mishap."""
    first = rng.randrange(6)
    makers = (
        lambda: adult_out(
            person_uuid=rng.choice(grounds.staff).person.uuid,
            first_block=first,
            last_block=first,
        ),
        lambda: students_away(
            student_uuids=[one.uuid for one in rng.sample(grounds.students, 3)],
            first_block=first,
        ),
        lambda: room_lost(
            room_uuid=rng.choice(grounds.rooms[:4]).uuid, first_block=first, last_block=first
        ),
        lambda: cart_missing(
            cart_uuid=UUID(str(grounds.campus.carts.get().uuid)), first_block=5, last_block=5
        ),
        lambda: swap(
            student_uuid=rng.choice(grounds.students).uuid,
            block=rng.choice((4, 5, 6)),
            key=f"station:{grounds.stations['Writing'].uuid}",
        ),
    )
    return makers[turn % len(makers)]()
