"""Something else now and then, as a leader and a teacher turn it on: counted, logged, taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cast import NOW, TODAY, Cast, make_activity, make_section
from django.urls import reverse
from facing import asked_of, sign_in

from ownpath.school.people.models import Section
from ownpath.school.plans.models import Exploring, Offer
from ownpath.school.plans.services import explored_in, set_exploring
from ownpath.school.privacy.models import AuditEntry

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")
MOST_QUERIES = 15


def offered(cast: Cast, *, p_offered: float, days: int = 0, is_shown: bool = True) -> None:
    """Keep an offer to Ada that had a chance."""
    made_at = NOW + timedelta(days=days, minutes=1)
    activity = make_activity(
        f"a-{p_offered}-{days}-{is_shown}", "practice", "device", cast.competencies[0]
    )
    Offer.objects.create(
        student=cast.ada, for_day=TODAY + timedelta(days=days), activity=activity, reason={},
        made_at=made_at, shown_at=made_at if is_shown else None, weight="could", rank=1,
        p_offered=p_offered,
    )  # fmt: skip


def turn_on(section: Section, cast: Cast) -> None:
    set_exploring(section=section, is_on=True, by=cast.reyes, today=TODAY, now=NOW)


class TestExploredIn:
    def test_counts_lists_while_it_was_on_and_those_that_ended_otherwise(
        self, cast: Cast
    ) -> None:
        for p_offered, days in ((0.02, 0), (0.92, 1), (1.0, 1), (0.02, -1), (0.02, -40)):
            offered(cast, p_offered=p_offered, days=days)
        offered(cast, p_offered=0.02, is_shown=False)  # made ahead, and nobody came
        turn_on(cast.section, cast)
        other = make_section(cast.section.campus, "x", "X", cast.section.terms.get())
        found = explored_in(sections=[cast.section, other], today=TODAY)
        assert (found[cast.section.pk].n_lists, found[cast.section.pk].n_drawn) == (2, 1)
        assert found[cast.section.pk].by == cast.reyes.full_name
        assert (found[other.pk].n_lists, found[other.pk].since) == (0, None)


class TestALeader:
    def test_turns_it_on_for_a_class_and_takes_it_back(self, cast: Cast) -> None:
        client = sign_in(cast.reyes)
        campus = cast.section.campus.uuid
        page = reverse("leader:exploring", args=[campus])
        assert "It is off in all classes." in client.get(page).content.decode()
        where = reverse("leader:explore", args=[campus, cast.section.uuid])
        told = client.post(where, {"on": "1"}, follow=True).content.decode()
        assert "On in 1 class." in told
        assert f'action="{where}?on=0"' in told
        client.post(f"{where}?on=0")
        assert Exploring.objects.get().ended_at is not None
        deeds = AuditEntry.objects.filter(deed__startswith="explore.").order_by("pk")
        assert [one.deed for one in deeds] == ["explore.on", "explore.off"]

    def test_sees_it_with_few_queries_however_many_classes(self, cast: Cast) -> None:
        campus, term = cast.section.campus, cast.section.terms.get()
        for number in range(20):
            turn_on(make_section(campus, f"c{number}", f"C{number}", term), cast)
        page = reverse("leader:exploring", args=[campus.uuid])
        n, answer = asked_of(sign_in(cast.reyes), page)
        assert n <= MOST_QUERIES, n
        assert "On in 20 classes." in answer.content.decode()

    def test_does_not_find_a_class_of_another_campus(self, cast: Cast) -> None:
        other = Section.objects.exclude(campus=cast.section.campus).first()
        assert other is not None
        where = reverse("leader:explore", args=[cast.section.campus.uuid, other.uuid])
        assert sign_in(cast.reyes).post(where, {"on": "1"}).status_code == 404


class TestATeacher:
    def test_sees_what_came_of_it_and_takes_it_back(self, cast: Cast) -> None:
        offered(cast, p_offered=0.02)
        client, where = (
            sign_in(cast.okafor),
            reverse("teacher:explore", args=[cast.section.uuid]),
        )
        told = client.post(where, {"on": "1"}, follow=True).content.decode()
        assert f'action="{where}?on=0"' in told
        Exploring.objects.update(begun_at=NOW)
        assert "1 of 1 list held something else" in client.get(where).content.decode()
        client.post(f"{where}?on=0")
        assert Exploring.objects.get().ended_at is not None
