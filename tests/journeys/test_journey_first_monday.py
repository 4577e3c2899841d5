"""The first Monday: from an empty Ownpath and a roster to a published day, by the commands and pages a school has.

Nothing is set behind the pages here: what this journey cannot do, a school cannot do.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from cast import TODAY
from districts import live_oak, seat
from django.test import Client
from django.urls import reverse
from rosters import role, user
from typer.testing import CliRunner

from ownpath.config.cli import app
from ownpath.interchange.oneroster import Class, Course, Package, write_package
from ownpath.school.days.models import DayPlan, PlanCell
from ownpath.school.people.models import Campus, Person

CAMPUS, TOMORROW = "Live Oak Elementary", "2026-03-11"
STARTER = Path(__file__).parents[2] / "src" / "ownpath" / "content" / "starter-math"
OWN = "a-password-of-my-own-7"
CLASSMATES = ("cleo", "dina", "emil", "finn", "gia")


def said(*words: str) -> str:
    """Type a command and return what it wrote."""
    result = CliRunner().invoke(app, list(words), env={"COLUMNS": "200"})
    assert result.exit_code == 0, result.output
    return result.output


def roster() -> Package:
    """Return a grade 4 of six with mathematics, science and language arts, each with a period and a room."""
    whole = live_oak(TODAY)
    mathematics = next(one for one in whole.classes if one.sourced_id == "m4")
    others = [
        replace(
            mathematics, sourced_id=key, title=f"{subject} 04", subjects=(subject,),
            course_sourced_id=key, periods=(period,), location=room,
        )
        for key, subject, period, room in (
            ("s4", "Science", "2", "14"), ("l4", "Language arts", "3", "12"),
        )
    ]  # fmt: skip
    children = ("ada", *CLASSMATES)
    return replace(
        whole,
        courses=(
            *whole.courses,
            *(
                Course(sourced_id=one.sourced_id, title=one.title, org_sourced_id="live-oak")
                for one in others
            ),
        ),
        classes=(*(_first(one) for one in whole.classes), *others),
        users=(
            *whole.users,
            *(user(one, one.title(), "Reed", grades=("04",)) for one in CLASSMATES),
        ),
        roles=(*whole.roles, *(role(one, "loe", "student") for one in CLASSMATES)),
        enrollments=(
            *whole.enrollments,
            *(seat(one, "m4", "loe") for one in CLASSMATES),
            *(seat(one, key, "loe") for one in children for key in ("s4", "l4")),
            *(seat("okafor", key, "loe", "teacher") for key in ("s4", "l4")),
        ),
    )


def _first(one: Class) -> Class:
    return replace(one, periods=("1",))


def comes_in(name: str, password: str) -> Client:
    """Sign in with a password that was given, and choose one's own where that is asked."""
    client = Client()
    answer = client.post("/sign-in", {"name": name, "password": password})
    assert answer.status_code == 302, answer.content.decode()
    if Person.objects.get(username=name).must_change_password:
        told = {"old": password, "new": OWN, "again": OWN}
        assert client.post("/account/password", told).status_code == 302
    return client


def let_in(name: str) -> Client:
    """Let somebody who runs the district in from the machine."""
    found = re.search(r"password\s+(\S+-\d\d)", said("let-in", name))
    assert found
    return comes_in(name, found[1])


def the_office_says_what_classes_work_on(office: Client) -> None:
    home = office.get("/office/").content.decode()
    assert reverse("office:studies") in home
    page = office.get(reverse("office:studies")).content.decode()
    framework = re.search(r'name="framework" value="([^"]+)"', page)
    assert framework
    office.post(reverse("office:studies_all"), {"framework": framework[1]})
    assert reverse("office:studies") not in office.get("/office/").content.decode()


def the_office_gives_ada_a_card(office: Client) -> Client:
    ada = Person.objects.get(username="ada")
    card = office.post(reverse("office:give_password", args=[ada.uuid])).content.decode()
    words = re.search(r">([a-z]+-[a-z]+)<", card)
    assert words
    return comes_in("ada", words[1])


def the_campus_is_set_up(leader: Client, campus: Campus) -> None:
    leader.post(reverse("leader:begin_campus", args=[campus.uuid]))
    bells = {"name": "Every day"}
    for n, (begins, ends) in enumerate(
        (("08:00", "08:50"), ("09:00", "09:50"), ("10:00", "10:50"))
    ):
        bells |= {
            f"name-{n}": f"Block {n + 1}",
            f"from-{n}": begins,
            f"to-{n}": ends,
            f"kind-{n}": "learning",
        }
    answer = leader.post(reverse("leader:edit", args=[campus.uuid, "bells"]), bells)
    assert answer.status_code == 302, answer.context["form"].errors
    week = reverse("leader:edit", args=[campus.uuid, "week"])
    form = leader.get(week).context["form"]
    rings = next(value for value, _name in form.fields["day-0"].choices if value)
    told = {f"day-{n}": rings for n in range(5)}
    assert leader.post(week, told).status_code == 302
    setup = leader.get(reverse("leader:setup_campus", args=[campus.uuid])).content.decode()
    assert "Before a day can be planned" not in setup
    leader.post(reverse("leader:fix_others", args=[campus.uuid]))


@pytest.mark.django_db
@pytest.mark.usefixtures("moment_of_the_cast")
def test_a_school_comes_from_a_roster_to_a_published_day(tmp_path: Path) -> None:
    file = tmp_path / "roster.zip"
    with file.open("wb") as target:
        write_package(roster(), target)
    said("import", str(file))
    said("import", str(STARTER), "--kind", "pack")
    assert "nakamura" in said("let-in")
    office = let_in("nakamura")
    the_office_says_what_classes_work_on(office)
    ada = the_office_gives_ada_a_card(office)
    assert len(re.findall(r'class="[^"]*choice\b', ada.get("/me/").content.decode())) >= 3

    campus = Campus.objects.get(name=CAMPUS)
    the_campus_is_set_up(let_in("whitfield"), campus)
    assert "no rule broken" in " ".join(
        said("plan", "--campus", CAMPUS, "--date", TOMORROW, "--publish").split()
    )
    plan = DayPlan.objects.get(campus=campus)
    assert plan.state == DayPlan.State.PUBLISHED
    cells = PlanCell.objects.filter(plan=plan, student__username="ada")
    fixed = dict(
        cells.filter(commitment__isnull=False).values_list("block", "commitment__words")
    )
    assert {words["en"]["name"] for words in fixed.values()} == {
        "Science 04",
        "Language arts 04",
    }
    own = cells.get(commitment=None)
    assert own.block == 0
    assert own.competency is not None
