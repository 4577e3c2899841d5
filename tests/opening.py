"""Open every address as anybody, with all that belongs to it, and undo what it did."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cast import NOW, TODAY, Cast
from changed import Changed, from_the_beginning, make_changes
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from morning import Morning, browser, forget, framework_file, make_morning, roster_file
from planned import NOW_BLOCK, Further, Planned, plan_further, plan_today
from pytest_django import Settings
from who_may_open import ROWS

from ownpath.school.days.services.printing import keep_sheets

LEADS_TO_SIGN_IN = "/sign-in"
NOBODYS = str(UUID(int=0))  # the ticket of cards that nobody asked for

IMPORT_PAGES = ("plan", "progress", "apply", "again", "discard", "problems", "problem_list")


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    """Everybody, what exists, and a browser for each by the names that head TABLE."""

    cast: Cast
    morning: Morning
    planned: Planned
    further: Further
    changed: Changed
    # What a clerk sends, made once: reading them again costs nothing.
    files: dict[str, dict[str, Any]]
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
        if response.streaming:
            list(response.streaming_content)  # a file is closed once it was sent
        client.cookies = cookies
        forget()
        return response


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
        "student:more": {"uuid": morning.question.sitting.uuid},
        "student:answer": {"uuid": morning.question.uuid},
        "student:hint": {"uuid": morning.question.uuid},
        "student:solution": {"uuid": morning.question.uuid},
        "student:first_map": {"uuid": morning.placement.uuid},
        "student:answer_first_map": {
            "uuid": morning.placement.uuid,
            "question": morning.question.uuid,
        },
        "student:path_domain": {"domain": "FR"},
        "student:let_go_goal": {"uuid": morning.goal.uuid},
        "student:let_go_hope": {"uuid": morning.hope.uuid},
        "student:keep_hope": {"uuid": morning.gone_hope.uuid},
        "student:take_back": {"uuid": morning.signal.uuid},
        "teacher:sheet": {"competency": cast.competencies[0].uuid},
        "office:sheet": {"competency": cast.competencies[0].uuid},
        "teacher:cards": {"competency": cast.competencies[0].uuid},
        "office:teaching_cards": {"competency": cast.competencies[0].uuid},
        **{
            f"office:{name}": {"item": cast.items[0].uuid}
            for name in (
                *("template", "template_edit", "template_try"),
                *("template_mine", "template_out", "template_back"),
            )
        },
        **{
            f"office:{name}": {"competency": cast.competencies[0].uuid}
            for name in ("template_new", "template_try_new")
        },
        **{
            f"office:framework{what}": {"framework": cast.framework.uuid}
            for what in ("", "_back")
        },
        "teacher:section": {"section": cast.section.uuid},
        "teacher:explore": {"section": cast.section.uuid},
        **{
            f"teacher:timeline{name}": {"section": cast.section.uuid}
            for name in ("", "_spread", "_back")
        },
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
                "sign_in_help",
                "ask_first_map",
            )
        },
        "teacher:take_back": {**student, "attempt": morning.observation},
        "teacher:take_back_first_map": {**student, "placement": morning.placement.uuid},
        "teacher:went": {**student, "competency": morning.flagged},
        "teacher:heard": {**student, "signal": morning.signal.uuid},
        "teacher:not_yet_there": {**student, "competency": morning.flagged},
        "teacher:not_yet_heard": {**student, "signal": morning.signal.uuid},
        "teacher:lift": {**student, "override": morning.pin.uuid},
        "teacher:put_back": {**student, "override": morning.pin.uuid},
        "teacher:pace": {**student, "section": cast.section.uuid},
        "teacher:pace_lift": {**student, "section": cast.section.uuid},
        **places_of_the_day(school),
        **school.changed.places,
        "family:child": child,
        "family:days": child,
        "family:choices": child,
        "family:record": child,
        "family:record_progress": child,
        "family:record_file": child,
        "family:choose": {**child, "what": "screen"},
        "family:send": child,
        "family:read": {**child, "message": morning.to_rosa.uuid},
        "leader:rows": {"kind": "students", "campus": cast.section.campus.uuid},
        **{
            f"office:{name}": {"person": cast.ada.uuid}
            for name in ("person", "give_password", "try_again", "another_factor", "erase")
        },
        "office:class_cards": {"group": cast.section.uuid},
        "office:staff_cards": {"group": cast.section.campus.uuid},
        "office:students_cards": {"group": cast.section.campus.uuid},
        **{f"office:cards_{what}": {"ticket": NOBODYS} for what in ("made", "progress")},
        **{f"office:import_{name}": {"upload": morning.roster.uuid} for name in IMPORT_PAGES},
    }


def places_of_the_day(school: School) -> dict[str, dict[str, Any]]:
    """Return the arguments of the addresses about planned days."""
    cast, further = school.cast, school.further
    section, student = {"section": cast.section.uuid}, {"student": cast.ada.uuid}
    campus = {"campus": cast.section.campus.uuid}
    today = {**campus, "day": TODAY}
    tomorrow = {**campus, "day": TODAY + timedelta(days=1)}
    draft = {**tomorrow, "plan": further.draft.uuid}
    planning = {**tomorrow, "job": further.planning.uuid}
    block = {"block": NOW_BLOCK}
    question = {"job": further.question.uuid}
    return {
        "student:arrive": block,
        "student:open_block": block,
        "student:why": block,
        "student:tell": block,
        "student:say_of_block": block,
        "teacher:why": {"day": TODAY, **student, **block},
        "teacher:lift_block_pin": {**student, "pin": further.block_pin.uuid},
        "teacher:put_block_pin_back": {**student, "pin": further.block_pin.uuid},
        "leader:why": {**today, "plan": school.planned.plan.uuid, **student, **block},
        "student:unpick": {"uuid": further.wish.uuid},
        "teacher:attendance": section,
        "teacher:all_here": section,
        "teacher:unmark": section,
        "teacher:mark": {**section, **student},
        "teacher:swap_student": {**student, **block},
        "teacher:mark_done": block,
        "teacher:pin_block": {"day": tomorrow["day"], **student, **block},
        "teacher:asked": question,
        "teacher:carry_out": question,
        "teacher:take_change_back": question,
        **{
            f"leader:{name}": campus
            for name in (
                "waiting_groups",
                "promises",
                "batch",
                "use",
                "days",
                "board",
                "setup_campus",
                "begin_campus",
                "exploring",
                "begin_campus",
                "fix_others",
                "begin_term",
                "tables",
                "tables_plan",
                "tables_progress",
                "tables_again",
                "tables_apply",
                "tables_back",
                "tables_discard",
                "tables_current",
                "tables_make",
                "tables_making",
                "tables_empty",
            )
        },
        "leader:step_back": {**campus, "step": UUID(int=0)},
        "leader:waiting_rows": {**campus, "by": "grade", "name": "04"},
        "leader:student_days": {**campus, **student},
        "leader:promises_of_day": {**campus, "day": TODAY - timedelta(days=1)},
        "leader:promise_of_day": {
            **campus,
            "day": TODAY - timedelta(days=1),
            "promise": "hears",
        },
        "leader:promise_over": {**campus, "promise": "hears"},
        "leader:plan_promise": {
            **today,
            "plan": school.planned.plan.uuid,
            "promise": "hears",
        },
        "leader:plan_whole": {**today, "plan": school.planned.plan.uuid},
        "leader:day": today,
        "leader:plan_now": today,
        "leader:undo": today,
        "leader:repair": today,
        "leader:sheets": {**today, "by": "students"},
        "leader:printed": {**today, "by": "students"},
        "leader:progress": planning,
        "leader:cancel": planning,
        "leader:publish": draft,
        "leader:withdraw": draft,
        "leader:difference": draft,
        "leader:asked": {**campus, **question},
        "leader:carry_out": {**campus, **question},
        "leader:edit": {**campus, "kind": "room"},
        "leader:explore": {**campus, "section": cast.section.uuid},
        "leader:end": {**campus, "kind": "commitment", "key": str(further.lunch.uuid)},
    }


def fields(school: School) -> dict[str, dict[str, Any]]:
    """Return what a page would send with each deed: all of it in order, so that only who asks can be refused."""
    cast = school.cast
    attempt = "7b7cbd7e-51b5-4b24-9a4b-0f6f0b1e9d11"
    some_words = {"body": "Yes, at ten."}
    override = {"activity": str(cast.project.uuid), "reason": "We try this."}
    what = str(cast.competencies[0].uuid)
    return {
        "door:language": {"language": "es"},
        "door:preferences": {"theme": "dark"},
        "student:answer": {"attempt": attempt, "held_seconds": "0", "answer": "1"},
        "student:answer_first_map": {"attempt": attempt, "not_yet": "yes"},
        "student:aim": {"competency": str(cast.competencies[1].uuid)},
        "student:say_hope": {"kind": "interest", "words": "Trains"},
        "student:write": {"receiver": str(cast.okafor.uuid), "body": "Hello!"},
        "student:signal": {"kind": "boring"},
        "student:pick": {
            "day": str(school.further.wish.day),
            "key": f"station:{school.planned.station.uuid}",
        },
        "student:tell": {"did": "done"},
        "student:say_of_block": {"word": "boring"},
        "student:reflect": {"feeling": "good", "words": "Bread."},
        "teacher:mark": {"state": "late"},
        "teacher:review": {"answer": "yes"},
        "teacher:mark_done": {"done": str(cast.ada.uuid)},
        "teacher:swap_student": {"key": f"station:{school.planned.station.uuid}"},
        "teacher:pin_block": {
            "key": f"station:{school.planned.station.uuid}",
            "reason": "She asked.",
        },
        "teacher:what_if_out": {"first": "3", "last": "4"},
        "leader:repair": {
            "kind": "adult",
            "what": str(cast.okafor.uuid),
            "first": "3",
            "last": "4",
        },
        "leader:edit": {"name": "Room 99", "kind": "class", "seats": "20", "is_open": "on"},
        "teacher:later": {"key": "flag-1"},
        "teacher:explore": {"on": "1"},
        "leader:explore": {"on": "1"},
        "teacher:answer": some_words,
        "teacher:write": some_words,
        "teacher:observe": {"attempt": attempt, "what": what, "how_well": "alone"},
        "teacher:pin": override,
        "teacher:veto": override,
        "teacher:pace": {"word": "ahead", "reason": "She flies."},
        "teacher:move_on": {"what": what, "reason": "Later again."},
        "teacher:sign_in_help": {"what": "password"},
        "family:choose": {"answer": "no"},
        "family:send": {"to": str(cast.okafor.uuid), "body": "Gracias."},
        "office:import_apply": {"ends": "on"},
        "office:framework": {"why": "The wrong one"},  # its classes would be left
        "office:district": {"time_zone": cast.live_oak.time_zone, "minutes_on_shared": "15"},
        "office:retention": {"years_after_leaving": "3", "years_of_log": "0"},
        **from_the_beginning(school.files),
        **from_the_beginning(school.changed.fields),
    }


def questions(school: School) -> dict[str, dict[str, str]]:
    """Return what stands behind the question mark of an address, for those that want something there."""
    ada = str(school.cast.ada.uuid)
    return {
        "student:preview": {"answer": "x + 1"},
        "teacher:veto": {"activity": str(school.cast.project.uuid)},
        "office:content_export": {"framework": str(school.cast.framework.uuid)},
        "office:people": {"q": "Ada"},
        "office:audit": {"about": ada},
        "office:audit_file": {"about": ada},
    }


def told(response: HttpResponse) -> str:
    """Return what somebody got, in the words of TABLE."""
    if response.status_code not in {301, 302, 303}:
        return str(response.status_code)
    leads_in = (
        response["Location"].partition("?")[0] == LEADS_TO_SIGN_IN
        and "said=" not in response["Location"]
    )
    return "in" if leads_in else "go"


def shared_content(school: School) -> set[UUID]:
    """Return what names the framework, competencies and templates that both districts work with."""
    cast = school.cast
    return {one.uuid for one in (*cast.competencies, *cast.items, cast.framework)}


def carries_a_name(school: School, name: str) -> bool:
    """Return whether an address names something of Ada's."""
    named = {v for v in places(school).get(name, {}).values() if isinstance(v, UUID)}
    return bool(named - shared_content(school))


@pytest.fixture
def in_term(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    """Stop the clock on a school day, with nothing remembered from another test."""
    forget()
    settings.DATA_FOLDER = tmp_path
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def school(cast: Cast, in_term: None) -> School:
    """Return everybody on a morning on which something of everything exists."""
    people = {**cast.everybody, "nakamura": cast.clerk, "stranger": None}
    browsers = {name: browser(people[name]) for name in next(iter(ROWS.values()))}
    planned = plan_today(cast, [cast.ada])
    keep_sheets(
        plan=planned.plan,
        parts={"students": "<!doctype html><title>Ada</title>"},
        students={cast.ada.pk},
        adults={cast.okafor.pk},
        now=NOW,
    )
    return School(
        cast=cast,
        morning=make_morning(cast),
        planned=planned,
        further=plan_further(cast, planned),
        changed=make_changes(cast),
        files={
            "office:imports": {"roster": roster_file(cast.cedar)},
            "office:frameworks": {"kind": "case", "framework": framework_file(cast.framework)},
        },
        browsers=browsers,
    )
