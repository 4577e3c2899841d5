"""Every address by every member of the cast: who gets in, who is sent away, and that Cedar gets nothing of Live Oak.

To add an address: one line in TABLE and, where it needs them, its arguments in `places` and its fields in `fields`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from cast import NOW, Cast
from django.apps import apps
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from morning import Morning, browser, forget, make_morning

from ownpath.faces.door.entering import DUE, SECOND_FACTOR_KEY

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
GET  door:second_factor_set_up    in   go   go   200    200  go   200   200       200      200
POST door:second_factor_set_up    in   go   go   422    422  go   422   422       422      422
GET  door:second_factor_change    in   go   go   go     go   go   go    go        go       go
POST door:second_factor_change    in   go   go   go     go   go   go    go        go       go
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
"""

LIVE_OAK_WORDS = (
    "Live Oak", "Morales", "Carter", "Okafor", "Ito", "Rosa", "Reyes", "Whitfield", "Nakamura", "Mathematics 4A",
    "Mathematics 8A", "Cedar Ridge Middle", "cook for everybody", "come at ten", "durmió", "Together first",
)  # fmt: skip
LEADS_TO_SIGN_IN = "/sign-in"
HX = {"HTTP_HX_REQUEST": "true"}
OF_THE_PROCESS = ("sessions.", "people.Throttle", "privacy.")
NEVER_OPENED_BY_LUND = ("student:", "family:", "leader:", "office:")


def rows() -> dict[tuple[str, str], dict[str, str]]:
    """Read TABLE: what each member of the cast gets, by method and name of the address."""
    head, *lines = (line.split() for line in TABLE.splitlines() if line.strip())
    return {(method, name): dict(zip(head, cells, strict=True)) for method, name, *cells in lines}


ROWS = rows()
NAMES = sorted({name for _method, name in ROWS})


def names_of_addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Walk the resolver and yield the name of every address, with its face."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from names_of_addresses(one, f"{prefix}{one.namespace}:" if one.namespace else prefix)
        else:
            yield f"{prefix}{one.name or one.pattern}"


def places(cast: Cast, morning: Morning) -> dict[str, dict[str, Any]]:
    """Return the arguments of the addresses that have any; all of them lead to Ada."""
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
                "student", "knows", "evidence", "voice", "plan", "write", "observe", "pin", "veto", "move_on",
            )  # fmt: skip
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
    }


def fields(cast: Cast) -> dict[str, dict[str, str]]:
    """Return what a page would send with each deed: all of it in order, so that only who asks can be refused."""
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
        "teacher:observe": {"attempt": attempt, "what": str(cast.competencies[0].uuid), "how_well": "alone"},
        "teacher:pin": override,
        "teacher:veto": override,
        "teacher:pace": {"word": "ahead", "reason": "She flies."},
        "teacher:move_on": {"what": str(cast.competencies[0].uuid), "reason": "Later again."},
        "family:send": {"to": str(cast.okafor.uuid), "body": "Gracias."},
    }


@pytest.fixture(autouse=True)
def in_term(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock on a school day, with nothing remembered from another test."""
    forget()
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def morning(cast: Cast) -> Morning:
    return make_morning(cast)


@pytest.fixture
def browsers(cast: Cast) -> dict[str, Client]:
    """Return a browser for everybody, by the names that head TABLE."""
    people = {**cast.everybody, "nakamura": cast.clerk, "stranger": None}
    return {name: browser(people[name]) for name in next(iter(ROWS.values()))}


def ask(client: Client, method: str, name: str, cast: Cast, morning: Morning, **more: str) -> HttpResponse:
    """Send one request, and undo whatever it did."""
    address = reverse(name, kwargs=places(cast, morning).get(name))
    with transaction.atomic():
        if method == "GET":
            response = client.get(address, **more)
        else:
            response = client.post(address, fields(cast).get(name, {}), **more)
        transaction.set_rollback(True)
    forget()
    return response


def told(response: HttpResponse) -> str:
    """Return what somebody got, in the words of TABLE."""
    if response.status_code not in {301, 302, 303}:
        return str(response.status_code)
    leads_in = response["Location"].partition("?")[0] == LEADS_TO_SIGN_IN and "said=" not in response["Location"]
    return "in" if leads_in else "go"


def everything() -> dict[str, list[Any]]:
    """Return all rows of our own tables but those that only say who looked."""
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return {
        label: sorted(map(repr, model.objects.values_list()))
        for model in models
        if not (label := model._meta.label).startswith(OF_THE_PROCESS)
    }


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

    @pytest.mark.parametrize("name", NAMES)
    def test_has_a_line_for_every_method_an_address_takes(
        self, cast: Cast, morning: Morning, browsers: dict[str, Client], name: str
    ) -> None:
        listed = {method for method, named in ROWS if named == name}
        address = reverse(name, kwargs=places(cast, morning).get(name))
        for client in browsers.values():
            response = client.patch(address)
            if response.status_code == 405:
                taken = {method.strip() for method in response["Allow"].split(",")} - {"HEAD", "OPTIONS"}
                assert taken == listed, f"{name} takes {sorted(taken)}: give each its line in TABLE."

    @pytest.mark.parametrize(("method", "name"), ROWS, ids=" ".join)
    def test_holds(
        self, cast: Cast, morning: Morning, browsers: dict[str, Client], method: str, name: str
    ) -> None:
        found = {
            who: told(ask(client, method, name, cast, morning)) for who, client in browsers.items()
        }
        assert found == ROWS[method, name]

    @pytest.mark.parametrize("name", sorted(set(NAMES) - {name for method, name in ROWS if method == "GET"}))
    def test_no_deed_is_done_by_following_a_link(
        self, cast: Cast, morning: Morning, browsers: dict[str, Client], name: str
    ) -> None:
        address = reverse(name, kwargs=places(cast, morning).get(name))
        before = everything()
        statuses = {client.get(address).status_code for client in browsers.values()}
        assert statuses <= {302, 403, 404, 405}
        assert everything() == before

    @pytest.mark.parametrize("person", ["okafor", "ito", "reyes", "whitfield", "nakamura"])
    def test_opens_no_page_of_others_to_staff_who_owe_a_second_factor(
        self, cast: Cast, morning: Morning, browsers: dict[str, Client], person: str
    ) -> None:
        client = browsers[person]
        session = client.session
        session[SECOND_FACTOR_KEY] = DUE
        session.save()
        for method, name in ROWS:
            if not name.startswith(("door:", "openid")):
                response = ask(client, method, name, cast, morning)
                assert response.status_code == 302, name
                assert response["Location"].startswith(reverse("door:second_factor")), name


class TestMrLund:
    """A teacher of Cedar, whose class works on the same framework."""

    @pytest.mark.parametrize(("method", "name"), ROWS, ids=" ".join)
    @pytest.mark.parametrize("extra", [{}, HX, {"HTTP_ACCEPT": "application/json"}], ids=["page", "part", "data"])
    def test_gets_nothing_of_live_oak(
        self, cast: Cast, morning: Morning, method: str, name: str, extra: dict[str, str]
    ) -> None:
        before = everything()
        response = ask(browser(cast.lund), method, name, cast, morning, **extra)
        page = response.content.decode() + " ".join(map(str, response.headers.values()))
        page = page.replace(reverse(name, kwargs=places(cast, morning).get(name)), "")
        assert [word for word in LIVE_OAK_WORDS if word in page] == []
        uuids = {str(value) for one in places(cast, morning).values() for value in one.values()} - {"district", "FR"}
        assert [uuid for uuid in uuids if len(uuid) == 36 and uuid in page] == []
        assert everything() == before

    @pytest.mark.parametrize(("method", "name"), ROWS, ids=" ".join)
    def test_changes_nothing_of_live_oak(self, cast: Cast, morning: Morning, method: str, name: str) -> None:
        client, before = browser(cast.lund), everything()
        address = reverse(name, kwargs=places(cast, morning).get(name))
        client.generic(method, address, "&".join(f"{k}={v}" for k, v in fields(cast).get(name, {}).items()))
        after = everything()
        own = {"people.Person"} if name in {"door:language", "door:preferences"} else set()
        assert {label for label in before if before[label] != after[label]} <= own

    def test_opens_no_face_but_his_own(self, cast: Cast, morning: Morning) -> None:
        client = browser(cast.lund)
        for method, name in ROWS:
            if name.startswith(NEVER_OPENED_BY_LUND):
                assert ask(client, method, name, cast, morning).status_code == 403, name


class TestWhoLeft:
    """What was open yesterday is shut once the reason is gone."""

    @pytest.mark.parametrize(
        ("person", "name"),
        [("okafor", "teacher:student"), ("rosa", "family:child"), ("reyes", "leader:rows"), ("ada", "student:my_day")],
    )
    def test_gets_nothing_once_not_active(self, cast: Cast, morning: Morning, person: str, name: str) -> None:
        who = cast.everybody[person]
        client = browser(who)
        type(who).objects.filter(pk=who.pk).update(is_active=False)
        assert told(ask(client, "GET", name, cast, morning)) == "in"
