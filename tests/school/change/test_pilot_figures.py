"""What a pilot's figures are made of, and that anybody can reckon them again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from cast import NOW, TODAY, Cast
from piloted import MEASURES, bells, close, fill, headline, other_section, running

from ownpath.config.weighing_pilots import judge
from ownpath.engine.effect.types import Effect
from ownpath.faces.leader.pages.pilot_rows import write_table
from ownpath.interchange.pilot_rows.read import read_pilot_rows
from ownpath.school.change.imports.pilot_rows import NotAnUpload, apply_upload, plan_upload
from ownpath.school.change.models import Evaluation, Measure, Pilot, PilotRow
from ownpath.school.change.queries.measured import measure_pilot, week_of_day
from ownpath.school.change.services import pilots
from ownpath.school.change.services.pilots.asking import open_reckoning
from ownpath.school.change.services.pilots.reckoning import do_reckoning
from ownpath.school.change.services.pilots.refusing import AsTreatedAlone, NoDataYet
from ownpath.school.days.models import BellSchedule, DayPlan, PlanCell
from ownpath.school.people.models import Person

LATER = NOW + timedelta(weeks=4)
WEEKDAYS = [day for n in range(-21, 28) if (day := TODAY + timedelta(days=n)).weekday() < 5]
THREE, FIVE = 0b000111, 0b011111  # promises kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Lived:
    """A pilot with four weeks behind it, and who was in it."""

    pilot: Pilot
    ours: list[Person]
    others: list[Person]
    bells: BellSchedule


@pytest.fixture
def lived(cast: Cast) -> Lived:
    """Return a pilot whose classes keep three promises before, and five of six once it runs."""
    schedule = bells(cast)
    ours = [cast.ada, *fill(cast.section, [f"our{n}" for n in range(11)])]
    others = fill(other_section(cast), [f"other{n}" for n in range(12)])
    pilot = running(cast)
    for n, student in enumerate(ours):
        for day in WEEKDAYS:
            kept = FIVE if day >= TODAY and (n + day.day) % 4 else THREE
            close([student], cast.section, [day], kept, screen_minutes=50)
    for n, student in enumerate(others):
        for day in WEEKDAYS:
            kept = FIVE if (n + day.day) % 9 == 0 else THREE
            close([student], other_section(cast), [day], kept, screen_minutes=50)
    return Lived(pilot=pilot, ours=ours, others=others, bells=schedule)


def reckon(pilot: Pilot) -> Evaluation:
    """Reckon a pilot as the worker does; return what was said of the first figure."""
    job = open_reckoning(pilot=pilot, until=None, headline="everyone", by=None, now=LATER)
    do_reckoning(uuid=job.uuid, clock=lambda: LATER)
    job.refresh_from_db()
    assert (job.state, job.done) == ("done", len(MEASURES))
    return Evaluation.objects.get(measure=headline(pilot))


class TestReckoning:
    """Everyone counted, kept as it was said, in both languages."""

    def test_the_as_treated_headline_is_refused(self, lived: Lived) -> None:
        with pytest.raises(AsTreatedAlone) as refused:
            pilots.ask_for_reckoning(
                pilot=lived.pilot, headline="as_treated", by=None, now=LATER
            )
        assert "Everyone" in str(refused.value.next_step)
        assert not lived.pilot.reckonings.exists()

    def test_keeps_what_was_said(self, lived: Lived) -> None:
        found = reckon(lived.pilot)
        assert found.estimate == pytest.approx(0.25, abs=0.08)
        assert {len(found.told["words"][one]) for one in ("en", "es")} == {
            len(found.told["words"]["en"])
        }
        weeks = {week: ours for week, ours, *_rest in found.told["weeks"]}
        assert weeks[0] == pytest.approx(0.5)
        assert weeks[2] > weeks[0]
        assert found.told["is_stable"] is False

    def test_the_table_gives_the_same_estimate_to_anybody(
        self, lived: Lived, tmp_path: Path
    ) -> None:
        found = reckon(lived.pilot)
        table = tmp_path / "pilot.csv"
        text = write_table(
            pilot=lived.pilot, measure=headline(lived.pilot), now=LATER, today=LATER.date()
        )
        table.write_text(text, encoding="utf-8")
        told = set(
            re.split(r"[\s,;]+", text.casefold())
        )  # whole words: marks of students hold any letters
        assert told.isdisjoint(one.given_name.casefold() for one in lived.ours)
        rows, problems = read_pilot_rows(table)
        again = judge(rows, by=(), is_lower_better=False)
        assert problems == []
        assert isinstance(again, Effect)
        assert again.everyone.value == pytest.approx(found.estimate)
        assert again.everyone.low == (pytest.approx(found.low) if found.low else None)

    def test_small_groups_have_no_figure(self, cast: Cast) -> None:
        bells(cast)
        pilot = running(cast)
        close([cast.ada], cast.section, WEEKDAYS, THREE)
        found = reckon(pilot)
        assert (found.estimate, found.told["weeks"]) == (None, [])
        assert "ten students" in found.told["words"]["en"][0]

    def test_is_refused_before_the_start(self, cast: Cast) -> None:
        idea = pilots.save_pilot(
            campus=cast.section.campus, said={"title": "Idea"}, by=cast.whitfield, now=NOW
        )
        with pytest.raises(NoDataYet):
            pilots.ask_for_reckoning(pilot=idea, by=cast.whitfield, now=NOW)

    def test_a_verdict_is_stable_only_after_a_second_cycle(
        self, lived: Lived, cast: Cast
    ) -> None:
        stable = []
        for n in range(2):
            cycle = pilots.plan_cycle(
                pilot=lived.pilot, main_change=f"Change {n}", predicted="More",
                starts_on=TODAY, ends_on=LATER.date(), by=cast.whitfield, now=NOW,
            )  # fmt: skip
            cycle = pilots.begin_cycle(cycle=cycle, by=cast.whitfield, now=NOW)
            job = open_reckoning(
                pilot=lived.pilot, until=None, headline="everyone", by=None, now=LATER
            )
            do_reckoning(uuid=job.uuid, clock=lambda: LATER, judge=_helped)
            stable.append(Evaluation.objects.filter(cycle=cycle)[0].told["earlier"])
            looked = pilots.look_at_cycle(cycle=cycle, seen="x", by=cast.whitfield, now=NOW)
            pilots.conclude_cycle(
                cycle=looked, learned="x", next_step="x", by=cast.whitfield, now=NOW
            )
        assert stable == [[], ["it helped"]]


def _helped(asked: dict) -> dict:
    """Say what the engine would say of a clear effect, and which verdicts it was told of."""
    return {
        "estimate": 0.2, "interval": [0.1, 0.3], "verdict": "it helped", "words": {},
        "earlier": asked["earlier"],
    }  # fmt: skip


class TestMeasured:
    """Rows as everyone began."""

    def test_counts_who_left_where_they_began(self, lived: Lived) -> None:
        gone = lived.ours[3]
        gone.enrollments.update(ended_on=TODAY + timedelta(days=7))
        found = measure_pilot(
            pilot=lived.pilot, measure=headline(lived.pilot), until=LATER.date(), now=LATER
        )
        own = [row for row in found.rows if row.unit == gone.pk]
        assert {row.cluster for row in own} == {
            lived.pilot.sections.get(group="pilot").section_id
        }
        assert own[0].dose == pytest.approx(0.25)

    def test_the_batch_index_belongs_to_a_class(self, lived: Lived, cast: Cast) -> None:
        measure = Measure.objects.create(
            pilot=lived.pilot, kind="process", metric="batch_time", lower_is_better=True
        )
        plan = DayPlan.objects.create(
            campus=cast.section.campus, day=TODAY + timedelta(days=1), version=1,
            schedule=lived.bells, state="published", made_at=NOW,
        )  # fmt: skip
        for n, student in enumerate([*lived.ours, *lived.others]):
            is_own = student in lived.ours
            PlanCell.objects.create(
                plan=plan, student=student, block=0, modality="offline",
                competency=cast.competencies[n % 4 if is_own else 0],
            )  # fmt: skip
        found = measure_pilot(pilot=lived.pilot, measure=measure, until=LATER.date(), now=LATER)
        (week,) = [one for one in found.weeks if one.week == 1]
        assert week.comparison == 1.0
        assert week.pilot is not None
        assert week.pilot < 0.3

    def test_weeks_begin_on_the_first_day(self) -> None:
        days = {0: 1, 6: 1, 7: 2, -1: 0, -7: 0, -8: -1}
        assert {
            n: week_of_day(day=TODAY + timedelta(days=n), starts_on=TODAY) for n in days
        } == days


class TestUpload:
    """Plan with every problem by row, then apply."""

    TEXT = "student;period;value\nada;0;4\nada;1;6,5\nnobody;1;3\nour1;seven;2\nour1;1;8\nour1;1;9\n"

    def test_names_every_problem_by_its_row(self, lived: Lived) -> None:
        measure = Measure.objects.create(
            pilot=lived.pilot, kind="outcome", metric="uploaded", name="Reading"
        )
        plan = plan_upload(measure=measure, text=self.TEXT, name="scores.csv")
        assert {(row.period, row.value) for row in plan.rows} == {(0, 4.0), (1, 8.0)}
        where = [one.where for one in plan.problems]
        assert [one.split(",")[0] for one in where] == [
            f"scores.csv line {n}" for n in (3, 4, 5, 7)
        ]
        assert not PilotRow.objects.exists()
        assert apply_upload(measure=measure, plan=plan, by=None, now=NOW) == 2
        assert plan_upload(measure=measure, text=self.TEXT, name="x").n_replacing == 2
        assert apply_upload(measure=measure, plan=plan, by=None, now=NOW) == 2
        assert PilotRow.objects.count() == 2

    @pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "student,period,value\n"])
    def test_takes_nothing_from_nothing(self, lived: Lived, text: str) -> None:
        measure = Measure.objects.create(
            pilot=lived.pilot, kind="outcome", metric="uploaded", name="Reading"
        )
        plan = plan_upload(measure=measure, text=text, name="x.csv")
        with pytest.raises(NotAnUpload):
            apply_upload(measure=measure, plan=plan, by=None, now=NOW)
