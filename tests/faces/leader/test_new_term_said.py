"""A new term: what is not certain a person says, and what was done is taken back while nothing stands on it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from cast import NOW, TODAY, enroll
from django.test import Client
from django.urls import reverse
from facing import sign_in
from grounds import Grounds
from new_terms import fix, followers, science

from ownpath.school.days.models import Commitment, SetUpStep
from ownpath.school.days.services import (
    begin_new_term,
    fix_other_classes,
    new_term,
    take_step_back,
    unplaced_at,
)
from ownpath.school.days.services.setting_up import StandsOnIt
from ownpath.school.people.models import Section, Term

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")


class TestNotCertain:
    def at_setup(self, grounds: Grounds) -> str:
        return reverse("leader:setup_campus", args=[grounds.campus.uuid])

    def pair(self, grounds: Grounds, fall: Term, spring: Term) -> tuple[Section, Section]:
        """Make a class that nothing but being the only one left ties to the one before it."""
        old = science(grounds, fall, "o", title="Fall science")
        fix(grounds, old, 1, staffing=grounds.staff[1])
        new = science(grounds, spring, "n", like=old, title="Spring science")
        enroll(new, grounds.staff[2].person, "teacher")
        return old, new

    def test_pairs_are_said_and_not_ticked(
        self, reyes: Client, grounds: Grounds, fall: Term, spring: Term
    ) -> None:
        _old, new = self.pair(grounds, fall, spring)
        page = reyes.get(self.at_setup(grounds)).content.decode()
        assert f'value="{new.uuid}"' in page
        assert f'value="{new.uuid}" checked' not in page
        told = re.sub(r"\s+", " ", page)
        assert "because only these two are left of their course" in told
        assert "as Fall science did until" in told
        assert f" · {grounds.staff[1].person.full_name}<" in told

    def test_pairs_are_carried_out_only_where_somebody_ticks_them(
        self, reyes: Client, grounds: Grounds, fall: Term, spring: Term
    ) -> None:
        _old, new = self.pair(grounds, fall, spring)
        sure = science(grounds, fall, "o2", title="Chemistry")
        fix(grounds, sure, 2)
        following = science(grounds, spring, "n2", like=sure, title="Chemistry")
        page = reyes.get(self.at_setup(grounds)).content.decode()
        mark = re.search(r'name="mark" value="(\w+)"', page)
        assert mark
        url = reverse("leader:begin_term", args=[grounds.campus.uuid])
        nothing = reyes.post(url, {"mark": mark[1]})
        assert nothing.status_code == 422
        reyes.post(url, {"mark": mark[1], "take": [following.uuid]})
        assert Commitment.objects.get(section=following).block == 2
        assert not Commitment.objects.filter(section=new).exists()
        assert followers(grounds) == {"n": "o"}


class TestTheWayBack:
    def begun(self, grounds: Grounds, fall: Term, spring: Term) -> SetUpStep:
        """Let a science class take over, and return the step."""
        old = science(grounds, fall, "o")
        fix(grounds, old, 1)
        new = science(grounds, spring, "n", like=old)
        unplaced = unplaced_at(campus=grounds.campus, today=TODAY)
        mark = new_term(campus=grounds.campus, unplaced=unplaced, today=TODAY).mark
        step = begin_new_term(
            campus=grounds.campus,
            mark=mark,
            chosen={str(new.uuid)},
            by=grounds.cast.reyes,
            now=NOW,
        )
        assert step is not None
        return step

    def back(self, grounds: Grounds, step: SetUpStep) -> str:
        return reverse("leader:step_back", args=[grounds.campus.uuid, step.uuid])

    def test_is_there_for_every_leader_of_the_campus_and_after_signing_in_anew(
        self, grounds: Grounds, fall: Term, spring: Term
    ) -> None:
        step = self.begun(grounds, fall, spring)
        setup = reverse("leader:setup_campus", args=[grounds.campus.uuid])
        whitfield = sign_in(grounds.cast.whitfield)
        page = whitfield.get(setup).content.decode()
        assert self.back(grounds, step) in page
        assert grounds.cast.reyes.full_name in page
        whitfield.post(self.back(grounds, step))
        step.refresh_from_db()
        assert step.back_at is not None
        assert followers(grounds) == {"n": "o"}
        assert whitfield.post(self.back(grounds, step)).status_code == 409

    def test_is_gone_once_a_day_is_published_with_it(
        self, reyes: Client, grounds: Grounds, fall: Term, spring: Term
    ) -> None:
        step = self.begun(grounds, fall, spring)
        setup = reverse("leader:setup_campus", args=[grounds.campus.uuid])
        grounds.publish(TODAY + timedelta(days=1))
        assert self.back(grounds, step) not in reyes.get(setup).content.decode()
        assert reyes.post(self.back(grounds, step)).status_code == 409
        assert Commitment.objects.filter(section__sourced_id="n", ended_on=None).exists()

    def test_is_gone_once_somebody_changed_what_it_wrote(
        self, reyes: Client, grounds: Grounds, fall: Term, spring: Term
    ) -> None:
        step = self.begun(grounds, fall, spring)
        row = Commitment.objects.get(section__sourced_id="n")
        row.room = grounds.rooms[1]
        row.save()
        assert reyes.post(self.back(grounds, step)).status_code == 409

    def test_leads_through_one_step_after_the_other(
        self, grounds: Grounds, fall: Term, spring: Term
    ) -> None:
        first = self.begun(grounds, fall, spring)
        other = science(grounds, spring, "art", title="Art", periods=["3"])
        second = fix_other_classes(
            campus=grounds.campus, by=None, now=NOW + timedelta(minutes=1)
        )
        assert second is not None
        here = {"campus": grounds.campus, "by": None, "now": NOW}
        with pytest.raises(StandsOnIt):
            take_step_back(step=str(first.uuid), **here)
        take_step_back(step=str(second.uuid), **here)
        assert not Commitment.objects.filter(section=other, ended_on=None).exists()
        take_step_back(step=str(first.uuid), **here)
        assert followers(grounds) == {"n": "o"}
