"""Every address by every member of the cast: who gets in, who is sent away, and that Cedar gets nothing of Live Oak.

To add an address: one line in TABLE and, where it needs them, its arguments in `places` and its fields in `fields`.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
from cast import NOW, TODAY, Cast, make_person
from django.apps import apps
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from morning import Morning, browser, forget, make_morning, roster_file

from ownpath.faces.door.entering import DUE, SECOND_FACTOR_KEY
from ownpath.school.evidence.models import Evidence
from ownpath.school.people.models import Guardianship, Person

# What each gets. A number is a status; `in`: led to sign-in; `go`: led on, the deed is done.
# Everything is about Ada: of her class, her campus, her offers, questions, hopes and messages.
TABLE = """
                              stranger ada  ben  okafor ito  rosa reyes whitfield nakamura lund
GET  door:home                200      go   go   go     go   go   go    200       go       go
GET  door:sign_in             200      go   go   go     go   go   go    go        go       go
POST door:sign_in             422      422  422  422    422  422  422   422       422      422
POST door:sign_out            go       go   go   go     go   go   go    go        go       go
POST door:try_as              404      404  404  404    404  404  404   404       404      404
POST door:language            go       go   go   go     go   go   go    go        go       go
POST door:preferences         go       go   go   go     go   go   go    go        go       go
GET  door:account             in       200  200  200    200  200  200   200       200      200
GET  door:password            in       200  200  200    200  200  200   200       200      200
POST door:password            in       422  422  422    422  422  422   422       422      422
GET  door:second_factor       in       go   go   go     go   go   go    go        go       go
GET  door:second_factor_set_up in      go   go   200    200  200  200   200       200      200
POST door:second_factor_set_up in      go   go   422    422  422  422   422       422      422
GET  door:second_factor_change in      go   go   go     go   go   go    go        go       go
POST door:second_factor_change in      go   go   go     go   go   go    go        go       go
POST openid_connect_login     404      404  404  404    404  404  404   404       404      404
GET  openid_connect_callback  404      404  404  404    404  404  404   404       404      404

GET  student:my_day           in       200  200  403    403  403  403   403       403      403
POST student:see_changes      in       go   go   403    403  403  403   403       403      403
GET  student:activity         in       200  404  403    403  403  403   403       403      403
POST student:choose           in       go   404  403    403  403  403   403       403      403
POST student:put_back         in       go   404  403    403  403  403   403       403      403
POST student:finish           in       go   404  403    403  403  403   403       403      403
GET  student:practice         in       200  404  403    403  403  403   403       403      403
POST student:next             in       go   404  403    403  403  403   403       403      403
POST student:answer           in       200  404  403    403  403  403   403       403      403
POST student:hint             in       go   404  403    403  403  403   403       403      403
POST student:solution         in       go   404  403    403  403  403   403       403      403
GET  student:preview          in       200  200  403    403  403  403   403       403      403
GET  student:my_path          in       200  200  403    403  403  403   403       403      403
GET  student:path_domain      in       200  200  403    403  403  403   403       403      403
POST student:aim              in       go   go   403    403  403  403   403       403      403
POST student:let_go_goal      in       go   404  403    403  403  403   403       403      403
GET  student:my_hopes         in       200  200  403    403  403  403   403       403      403
POST student:say_hope         in       go   go   403    403  403  403   403       403      403
POST student:let_go_hope      in       200  404  403    403  403  403   403       403      403
POST student:keep_hope        in       go   404  403    403  403  403   403       403      403
GET  student:my_voice         in       200  200  403    403  403  403   403       403      403
POST student:write            in       go   422  403    403  403  403   403       403      403
GET  student:person           in       200  200  403    403  403  403   403       403      403
POST student:signal           in       go   go   403    403  403  403   403       403      403
POST student:take_back        in       go   404  403    403  403  403   403       403      403

GET  teacher:room             in       403  403  200    200  403  403   403       403      200
GET  teacher:section          in       403  403  200    404  403  403   403       403      404
POST teacher:later            in       403  403  go     go   403  403   403       403      go
GET  teacher:messages         in       403  403  200    200  403  403   403       403      200
GET  teacher:answer           in       403  403  200    404  403  403   403       403      404
POST teacher:answer           in       403  403  go     404  403  403   403       403      404
POST teacher:read             in       403  403  go     404  403  403   403       403      404
GET  teacher:student          in       403  403  200    404  403  403   403       403      404
GET  teacher:knows            in       403  403  200    404  403  403   403       403      404
GET  teacher:evidence         in       403  403  200    404  403  403   403       403      404
GET  teacher:voice            in       403  403  200    404  403  403   403       403      404
GET  teacher:plan             in       403  403  200    404  403  403   403       403      404
POST teacher:write            in       403  403  go     404  403  403   403       403      404
GET  teacher:observe          in       403  403  200    404  403  403   403       403      404
POST teacher:observe          in       403  403  go     404  403  403   403       403      404
POST teacher:take_back        in       403  403  go     404  403  403   403       403      404
POST teacher:went             in       403  403  go     404  403  403   403       403      404
POST teacher:heard            in       403  403  go     404  403  403   403       403      404
GET  teacher:pin              in       403  403  200    404  403  403   403       403      404
POST teacher:pin              in       403  403  go     404  403  403   403       403      404
GET  teacher:veto             in       403  403  200    404  403  403   403       403      404
POST teacher:veto             in       403  403  go     404  403  403   403       403      404
POST teacher:lift             in       403  403  go     404  403  403   403       403      404
POST teacher:pace             in       403  403  go     404  403  403   403       403      404
POST teacher:pace_lift        in       403  403  go     404  403  403   403       403      404
POST teacher:move_on          in       403  403  go     404  403  403   403       403      404

GET  family:week              in       403  403  403    403  200  403   403       403      403
GET  family:child             in       403  403  403    403  200  403   403       403      403
POST family:send              in       403  403  403    403  go   403   403       403      403
POST family:read              in       403  403  403    403  go   403   403       403      403

GET  leader:home              in       403  403  403    403  403  200   200       403      403
GET  leader:rows              in       403  403  403    403  403  200   200       403      403

GET  office:home              in       403  403  403    403  403  403   200       200      403
GET  office:imports           in       403  403  403    403  403  403   200       200      403
POST office:imports           in       403  403  403    403  403  403   go        go       403
GET  office:import_plan       in       403  403  403    403  403  403   200       200      403
GET  office:import_progress   in       403  403  403    403  403  403   go        go       403
POST office:import_apply      in       403  403  403    403  403  403   go        go       403
POST office:import_again      in       403  403  403    403  403  403   go        go       403
POST office:import_discard    in       403  403  403    403  403  403   go        go       403
GET  office:import_problems   in       403  403  403    403  403  403   200       200      403
GET  office:people            in       403  403  403    403  403  403   200       200      403
GET  office:person            in       403  403  403    403  403  403   200       200      403
GET  office:problems          in       403  403  403    403  403  403   200       200      403
GET  office:frameworks        in       403  403  403    403  403  403   200       200      403
GET  office:audit             in       403  403  403    403  403  403   200       200      403
POST office:export            in       403  403  403    403  403  403   200       200      403
"""

LIVE_OAK_WORDS = (
    "Live Oak", "Morales", "Carter", "Okafor", "Ito", "Rosa", "Reyes", "Whitfield", "Nakamura", "Mathematics 4A",
    "Mathematics 8A", "Cedar Ridge Middle", "cook for everybody", "come at ten", "durmió", "Together first",
)  # fmt: skip
LEADS_TO_SIGN_IN = "/sign-in"
HX = {"HTTP_HX_REQUEST": "true"}
AS_DATA = {"HTTP_ACCEPT": "application/json"}
WHO_LOOKED = ("sessions.", "privacy.", "people.SignInFailure")
ROLES_IN_CEDAR = {
    "clerk": "systemAdministrator",
    "superintendent": "districtAdministrator",
    "principal": "principal",
    "guardian": "guardian",
    "student": "student",
}
OWN_THINGS = {  # what Cedar's people may make or change, and who of them it belongs to
    "people.Person": "pk",
    "people.RosterImport": "planned_by",
    "plans.Offer": "student",
    "voice.Hope": "student",
    "voice.Signal": "student",
}


def rows() -> dict[tuple[str, str], dict[str, str]]:
    """Read TABLE: what each member of the cast gets, by method and name of the address."""
    head, *lines = (line.split() for line in TABLE.splitlines() if line.strip())
    return {
        (method, name): dict(zip(head, cells, strict=True)) for method, name, *cells in lines
    }


ROWS = rows()
NAMES = sorted({name for _method, name in ROWS})


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """Everybody, what exists, and a browser for each by the names that head TABLE."""

    cast: Cast
    morning: Morning
    browsers: dict[str, Client]

    def address(self, name: str) -> str:
        """Return the address of a name, with arguments that lead to Ada."""
        return reverse(name, kwargs=places(self).get(name))

    def ask(self, client: Client, method: str, name: str, **more: str) -> HttpResponse:
        """Send one request with all that belongs to it, and undo whatever it did."""
        cookies = deepcopy(client.cookies)
        with transaction.atomic():
            if method == "POST":
                response = client.post(self.address(name), fields(self).get(name, {}), **more)
            elif method == "GET":
                response = client.get(self.address(name), questions(self).get(name, {}), **more)
            else:
                response = client.generic(method, self.address(name), **more)
            transaction.set_rollback(True)
        client.cookies = cookies
        forget()
        return response


def names_of_addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Walk the resolver and yield the name of every address, with its face."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from names_of_addresses(
                one, f"{prefix}{one.namespace}:" if one.namespace else prefix
            )
        else:
            yield f"{prefix}{one.name or one.pattern}"


def places(school: School) -> dict[str, dict[str, Any]]:
    """Return the arguments of the addresses that have any; all of them lead to Ada."""
    cast, morning = school.cast, school.morning
    child = {"child": cast.ada.uuid}
    student = {"student": cast.ada.uuid}
    provider = {"provider_id": "district"}
    return {
        "door:try_as": {"uuid": cast.ada.uuid},
        "openid_connect_login": provider,
        "openid_connect_callback": provider,
        "student:activity": {"uuid": morning.offer.uuid},
        "student:choose": {"uuid": morning.offer.uuid},
        "student:put_back": {"uuid": morning.practice.uuid},
        "student:finish": {"uuid": morning.offer.uuid},
        "student:practice": {"uuid": morning.question.sitting.uuid},
        "student:next": {"uuid": morning.question.sitting.uuid},
        "student:answer": {"uuid": morning.question.uuid},
        "student:hint": {"uuid": morning.question.uuid},
        "student:solution": {"uuid": morning.question.uuid},
        "student:path_domain": {"domain": "FR"},
        "student:let_go_goal": {"uuid": morning.goal.uuid},
        "student:let_go_hope": {"uuid": morning.hope.uuid},
        "student:keep_hope": {"uuid": morning.gone_hope.uuid},
        "student:take_back": {"uuid": morning.signal.uuid},
        "teacher:section": {"section": cast.section.uuid},
        "teacher:answer": {"message": morning.to_okafor.uuid},
        "teacher:read": {"message": morning.to_okafor.uuid},
        **{
            f"teacher:{name}": student
            for name in (
                "student",
                "knows",
                "evidence",
                "voice",
                "plan",
                "write",
                "observe",
                "pin",
                "veto",
                "move_on",
            )
        },
        "teacher:take_back": {**student, "attempt": morning.observation},
        "teacher:went": {**student, "competency": morning.flagged},
        "teacher:heard": {**student, "signal": morning.signal.uuid},
        "teacher:lift": {**student, "override": morning.pin.uuid},
        "teacher:pace": {**student, "section": cast.section.uuid},
        "teacher:pace_lift": {**student, "section": cast.section.uuid},
        "family:child": child,
        "family:send": child,
        "family:read": {**child, "message": morning.to_rosa.uuid},
        "leader:rows": {"kind": "students", "campus": cast.section.campus.uuid},
        "office:person": {"person": cast.ada.uuid},
        **{
            f"office:import_{name}": {"upload": morning.roster.uuid}
            for name in ("plan", "progress", "apply", "again", "discard", "problems")
        },
    }


def fields(school: School) -> dict[str, dict[str, Any]]:
    """Return what a page would send with each deed: all of it in order, so that only who asks can be refused."""
    cast = school.cast
    attempt = "7b7cbd7e-51b5-4b24-9a4b-0f6f0b1e9d11"
    some_words = {"body": "Yes, at ten."}
    override = {"activity": str(cast.project.uuid), "reason": "We try this."}
    return {
        "door:language": {"language": "es"},
        "door:preferences": {"theme": "dark"},
        "student:answer": {"attempt": attempt, "held_seconds": "0", "answer": "1"},
        "student:aim": {"competency": str(cast.competencies[1].uuid)},
        "student:say_hope": {"kind": "interest", "words": "Trains"},
        "student:write": {"receiver": str(cast.okafor.uuid), "body": "Hello!"},
        "student:signal": {"kind": "boring"},
        "teacher:later": {"key": "flag-1"},
        "teacher:answer": some_words,
        "teacher:write": some_words,
        "teacher:observe": {
            "attempt": attempt,
            "what": str(cast.competencies[0].uuid),
            "how_well": "alone",
        },
        "teacher:pin": override,
        "teacher:veto": override,
        "teacher:pace": {"word": "ahead", "reason": "She flies."},
        "teacher:move_on": {"what": str(cast.competencies[0].uuid), "reason": "Later again."},
        "family:send": {"to": str(cast.okafor.uuid), "body": "Gracias."},
        "office:imports": {"roster": roster_file(cast.cedar)},
        "office:import_apply": {"ends": "on"},
    }


def questions(school: School) -> dict[str, dict[str, str]]:
    """Return what stands behind the question mark of an address, for those that want something there."""
    ada = str(school.cast.ada.uuid)
    return {
        "student:preview": {"answer": "x + 1"},
        "teacher:veto": {"activity": str(school.cast.project.uuid)},
        "office:people": {"q": "Ada"},
        "office:audit": {"about": ada},
    }


@pytest.fixture(autouse=True)
def in_term(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    """Stop the clock on a school day, with nothing remembered from another test."""
    forget()
    settings.DATA_FOLDER = tmp_path
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def school(cast: Cast) -> School:
    """Return everybody on a morning on which something of everything exists."""
    people = {**cast.everybody, "nakamura": cast.clerk, "stranger": None}
    browsers = {name: browser(people[name]) for name in next(iter(ROWS.values()))}
    return School(cast=cast, morning=make_morning(cast), browsers=browsers)


def told(response: HttpResponse) -> str:
    """Return what somebody got, in the words of TABLE."""
    if response.status_code not in {301, 302, 303}:
        return str(response.status_code)
    leads_in = (
        response["Location"].partition("?")[0] == LEADS_TO_SIGN_IN
        and "said=" not in response["Location"]
    )
    return "in" if leads_in else "go"


def everything() -> dict[str, list[str]]:
    """Return all rows of all tables but those that only say who looked."""
    models = [
        model for model in apps.get_models(include_auto_created=True) if model._meta.managed
    ]
    return {
        label: sorted(map(repr, model.objects.values_list()))
        for model in models
        if not (label := model._meta.label).startswith(WHO_LOOKED)
    }


def said(response: HttpResponse) -> str:
    """Return all that a response says, unpacked."""
    content: bytes = response.content
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as packed:
            content = b"\n".join(packed.read(name) for name in packed.namelist())
    return content.decode() + " ".join(map(str, response.headers.values()))


def live_oak(school: School) -> dict[str, list[str]]:
    """Return everything but what belongs to Cedar's people, who may change their own."""
    cedars = {str(person.pk) for person in Person.objects.filter(district=school.cast.cedar)}
    kept = everything()
    for label in OWN_THINGS:
        model = apps.get_model(label)
        rows = model.objects.exclude(**{f"{OWN_THINGS[label]}__in": cedars}).values_list()
        kept[label] = sorted(map(repr, rows))
    return kept


def changed_since(before: dict[str, list[str]]) -> set[str]:
    """Return the tables that are not as they were."""
    return {label for label, rows in everything().items() if rows != before[label]}


class TestTheTable:
    def test_names_every_address(self) -> None:
        missing = sorted(set(names_of_addresses()) - set(NAMES))
        assert not missing, (
            f"Nobody has decided who may open {missing}. Add a line for each (and for each method it takes) to TABLE "
            "in tests/house/test_who_may_see_what.py, its arguments to `places` and its fields to `fields`."
        )

    def test_names_no_address_that_is_gone(self) -> None:
        gone = sorted(set(NAMES) - set(names_of_addresses()))
        assert not gone, f"{gone} lead nowhere any more: take their lines out of TABLE."

    def test_has_a_line_for_every_method_an_address_takes(self, school: School) -> None:
        for name in NAMES:
            listed = {method for method, named in ROWS if named == name}
            for client in school.browsers.values():
                response = school.ask(client, "PATCH", name)
                if response.status_code == 405:
                    taken = set(response["Allow"].split(", ")) - {"HEAD", "OPTIONS"}
                    assert taken <= listed, (
                        f"{name} takes {sorted(taken)}: give each its line in TABLE."
                    )

    @pytest.mark.parametrize("face", sorted({name.partition(":")[0] for name in NAMES}))
    def test_holds(self, school: School, face: str) -> None:
        wrong = [
            f"{method} {name}: {who} got {got}, TABLE says {row[who]}"
            for (method, name), row in ROWS.items()
            if name.partition(":")[0] == face
            for who, client in school.browsers.items()
            if (got := told(school.ask(client, method, name))) != row[who]
        ]
        assert not wrong, "\n".join(wrong)

    def test_no_deed_is_done_by_following_a_link(self, school: School) -> None:
        before = everything()
        for name in set(NAMES) - {name for method, name in ROWS if method == "GET"}:
            for who, client in school.browsers.items():
                status = client.get(school.address(name)).status_code
                assert status in {302, 403, 404, 405}, f"{name} by {who}"
        assert changed_since(before) == set()

    @pytest.mark.parametrize("person", ["okafor", "ito", "reyes", "whitfield", "nakamura"])
    def test_keeps_staff_at_the_door_until_the_second_factor(
        self, school: School, person: str
    ) -> None:
        client = school.browsers[person]
        session = client.session
        session[SECOND_FACTOR_KEY] = DUE
        session.save()
        for method, name in ROWS:
            if not name.startswith(("door:", "openid")):
                response = school.ask(client, method, name)
                assert response.status_code == 302, name
                assert response["Location"].startswith(reverse("door:second_factor")), name


class TestCedar:
    """Mr. Lund, a teacher whose class works on the same framework, and everybody else of the other district."""

    @pytest.fixture(
        params=["lund", "clerk", "superintendent", "principal", "guardian", "student"]
    )
    def neighbor(self, school: School, request: pytest.FixtureRequest) -> Person:
        if request.param == "lund":
            return school.cast.lund
        role = ROLES_IN_CEDAR[request.param]
        return make_person(
            school.cast.cedar,
            request.param,
            "Sam",
            "Berg",
            role,
            school.cast.lund.roles.get().campus,
        )

    def test_reads_nothing_of_live_oak(self, school: School, neighbor: Person) -> None:
        client, forms = (
            browser(neighbor),
            [{}, HX, AS_DATA] if neighbor == school.cast.lund else [{}],
        )
        uuids = {
            str(value)
            for one in places(school).values()
            for value in one.values()
            if isinstance(value, UUID)
        }
        for method, name in ROWS:
            asked = [school.address(name), *map(str, questions(school).get(name, {}).values())]
            for form in forms:
                response = school.ask(client, method, name, **form)
                page = said(response)
                for own in asked:
                    page = page.replace(own, "")
                assert [word for word in (*LIVE_OAK_WORDS, *uuids) if word in page] == [], (
                    f"{method} {name}"
                )
                if any(
                    isinstance(value, UUID) for value in places(school).get(name, {}).values()
                ):
                    assert response.status_code in {403, 404}, f"{method} {name}"

    def test_changes_nothing_of_live_oak(self, school: School, neighbor: Person) -> None:
        before = live_oak(school)
        for method, name in ROWS:
            client = (
                browser(neighbor)
                if name == "door:sign_out"
                else school.browsers.setdefault("cedar", browser(neighbor))
            )
            if method == "POST":
                client.post(school.address(name), fields(school).get(name, {}))
            else:
                client.get(school.address(name), questions(school).get(name, {}))
        assert live_oak(school) == before


class TestWhenTheReasonIsGone:
    @pytest.mark.parametrize(
        ("person", "name"),
        [
            ("okafor", "teacher:student"),
            ("rosa", "family:child"),
            ("reyes", "leader:rows"),
            ("ada", "student:my_day"),
        ],
    )
    def test_nobody_gets_in_who_is_not_active(
        self, school: School, person: str, name: str
    ) -> None:
        who = school.cast.everybody[person]
        type(who).objects.filter(pk=who.pk).update(is_active=False)
        assert told(school.ask(school.browsers[person], "GET", name)) == "in"

    def test_a_teacher_no_longer_opens_a_student_who_left_the_class(
        self, school: School
    ) -> None:
        school.cast.ada.enrollments.update(ended_on=TODAY)
        statuses = {
            name: school.ask(school.browsers["okafor"], method, name).status_code
            for method, name in ROWS
            if "student" in places(school).get(name, {})
        }
        assert set(statuses.values()) == {404}, statuses

    def test_a_guardian_no_longer_opens_a_child(self, school: School) -> None:
        Guardianship.objects.update(ended_on=TODAY)
        for method, name in ROWS:
            if name.startswith("family:") and name != "family:week":
                assert school.ask(school.browsers["rosa"], method, name).status_code in {
                    403,
                    404,
                }, name


class TestOneWhoIsTwo:
    """Ms. Okafor is also the mother of Ben, whom she does not teach."""

    @pytest.fixture(autouse=True)
    def mother(self, school: School) -> None:
        Guardianship.objects.create(student=school.cast.ben, guardian=school.cast.okafor)

    def test_may_not_write_evidence_for_her_own_child_as_a_teacher(
        self, school: School
    ) -> None:
        child = {"student": school.cast.ben.uuid}
        for name in ("teacher:observe", "teacher:pin", "teacher:veto", "teacher:move_on"):
            response = school.browsers["okafor"].post(
                reverse(name, kwargs=child), fields(school)[name]
            )
            assert response.status_code in {403, 404}, name
        assert not Evidence.objects.filter(student=school.cast.ben).exists()
