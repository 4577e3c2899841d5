"""The pages of each face about the morning of the cast, for those who look at every one of them."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from io import BytesIO
from time import sleep
from typing import Any

from cast import TODAY, Cast
from changed import make_changes
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from morning import Morning, browser
from planned import NOW_BLOCK, Further, close_days, plan_further, plan_today

from ownpath.faces.leader.forms import FORMS
from ownpath.faces.leader.pages.figures import KINDS
from ownpath.faces.leader.pages.sheets import BY
from ownpath.interchange.packs.one_entry import write_entry
from ownpath.interchange.packs.skeleton import pack_skeleton
from ownpath.school.curriculum.models import Item

TOMORROW = TODAY + timedelta(days=1)
MOST_LOOKS = 1000


def plan_the_days(cast: Cast) -> Further:
    """Publish today, draft tomorrow and close the days before, in which Ada waited."""
    planned = plan_today(cast, [cast.ada])
    close_days(cast, [cast.ada], n=3, waiting=12)
    return plan_further(cast, planned)


def addresses(
    cast: Cast, morning: Morning, further: Further, own: Item
) -> dict[str, list[str]]:
    """Return by person the pages of each face."""
    pages = {
        "stranger": ["/sign-in", "/sign-in?said=out"],
        "ada": _of_student(morning),
        "ben": ["/me/", "/me/next-day/", "/me/path/", "/me/hopes/", "/me/voice/"],
        "okafor": [*_of_teacher(cast, morning), *_of_teachers_day(cast, further)],
        "rosa": [
            "/family/",
            reverse("family:days", args=[cast.ada.uuid]),
            reverse("family:choices", args=[cast.ada.uuid]),
            reverse("family:record", args=[cast.ada.uuid]),
            "/account/password",
        ],
        "reyes": [*_of_leader(cast), *_of_leaders_days(cast, further)],
        "whitfield": [
            "/",
            "/lead/",
            "/lead/waiting/",
            "/lead/setup/",
            "/office/keeping/",
            "/office/exit-kit/",
        ],
        "nakamura": [*_of_office(cast, morning), *_of_content(cast, own)],
    }
    for who, paths in make_changes(cast).pages.items():
        pages[who] = [*pages.get(who, []), *paths]
    return pages


def _of_student(morning: Morning) -> list[str]:
    practice = morning.practice.sitting
    assert practice is not None
    return [
        "/me/",
        "/me/next-day/",
        "/me/ideas/",
        reverse("student:activity", args=[morning.offer.uuid]),
        reverse("student:practice", args=[practice.uuid]),
        reverse("student:first_map", args=[morning.placement.uuid]),
        "/me/path/",
        reverse("student:path_domain", args=["FR"]),
        "/me/hopes/",
        "/me/voice/",
        "/me/person/",
    ]


def _of_teacher(cast: Cast, morning: Morning) -> list[str]:
    ada = cast.ada.uuid
    about_ada = ("student", "knows", "evidence", "voice", "plan", "observe", "pin")
    return [
        "/room/",
        "/room/?view=students",
        "/room/messages/",
        reverse("teacher:answer", args=[morning.to_okafor.uuid]),
        *(reverse(f"teacher:{name}", args=[ada]) for name in about_ada),
        f"{reverse('teacher:veto', args=[ada])}?activity={cast.lesson.uuid}",
        f"{reverse('teacher:evidence', args=[ada])}?what={morning.flagged}",
        "/account",
        "/account/second-factor/begin",
    ]


def _of_teachers_day(cast: Cast, further: Further) -> list[str]:
    ada = cast.ada.uuid
    return [
        reverse("teacher:attendance", args=[cast.section.uuid]),
        reverse("teacher:timeline", args=[cast.section.uuid]),
        reverse("teacher:swap_student", args=[ada, NOW_BLOCK]),
        "/room/what-if/out/",
        reverse("teacher:asked", args=[further.question.uuid]),
        "/room/tomorrow/",
        reverse("teacher:pin_block", args=[TOMORROW, ada, 0]),
        "/room/sheets/",
        reverse("teacher:sheet", args=[cast.competencies[0].uuid]),
        reverse("teacher:cards", args=[cast.competencies[0].uuid]),
    ]


def _of_leader(cast: Cast) -> list[str]:
    campus, ada = cast.section.campus.uuid, cast.ada.uuid
    return [
        "/lead/",
        reverse("leader:rows", args=[next(iter(KINDS)), campus]),
        "/lead/waiting/",
        reverse("leader:waiting_groups", args=[campus]),
        reverse("leader:waiting_rows", args=[campus, "grade", "04"]),
        reverse("leader:student_days", args=[campus, ada]),
        *(reverse(f"leader:{name}", args=[campus]) for name in ("promises", "batch", "use")),
        reverse("leader:setup_campus", args=[campus]),
        *(reverse("leader:edit", args=[campus, kind]) for kind in FORMS),
    ]


def _of_leaders_days(cast: Cast, further: Further) -> list[str]:
    campus = cast.section.campus.uuid
    return [
        reverse("leader:day", args=[campus, TODAY]),
        reverse("leader:day", args=[campus, TOMORROW]),
        reverse("leader:difference", args=[campus, TOMORROW, further.draft.uuid]),
        reverse("leader:plan_promise", args=[campus, TOMORROW, further.draft.uuid, "hears"]),
        reverse("leader:plan_whole", args=[campus, TOMORROW, further.draft.uuid]),
        reverse("leader:promises_of_day", args=[campus, TODAY - timedelta(days=1)]),
        reverse("leader:promise_of_day", args=[campus, TODAY - timedelta(days=1), "hears"]),
        reverse("leader:promise_over", args=[campus, "hears"]),
        reverse("leader:repair", args=[campus, TODAY]),
        reverse("leader:asked", args=[campus, further.question.uuid]),
        reverse("leader:board", args=[campus]),
        reverse("leader:tables", args=[campus]),
        reverse("leader:exploring", args=[campus]),
        *(reverse("leader:sheets", args=[campus, TODAY, by]) for by in BY),
    ]


def _of_office(cast: Cast, morning: Morning) -> list[str]:
    return [
        "/office/",
        "/office/imports/",
        reverse("office:import_plan", args=[morning.roster.uuid]),
        "/office/people/",
        reverse("office:person", args=[cast.ada.uuid]),
        reverse("office:import_problem_list", args=[morning.roster.uuid]),
        "/office/problems/",
        "/office/district/",
        "/office/frameworks/",
        reverse("office:framework", args=[cast.framework.uuid]),
        "/office/classes/",
        "/office/cards/",
        reverse("office:students_cards", args=[cast.section.campus.uuid]),
        "/office/audit/",
    ]


def _of_content(cast: Cast, own: Item) -> list[str]:
    competency = own.competencies.earliest("pk")
    return [
        "/office/content/",
        reverse("office:template", args=[cast.items[0].uuid]),
        reverse("office:template_edit", args=[own.uuid]),
        reverse("office:template_new", args=[competency.uuid]),
        reverse("office:sheet", args=[cast.competencies[0].uuid]),
    ]


def _when(office: Client, state: str) -> Any:
    """Return the page of the file that waits, as soon as the work on it is so far."""
    for _look in range(MOST_LOOKS):
        page = office.get(reverse("office:framework_plan"))
        if getattr(page.context["page"], "state", "done") == state:
            return page
        assert page.context["page"].state == "working"
        sleep(0.1)
    raise AssertionError("the file is being worked on for ever")


def bring_own_pack(cast: Cast) -> Item:
    """Return a template of a pack that the district brought in itself, from the skeleton."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for path, data in pack_skeleton("our-school", title="Ours").items():
            archive.writestr(f"our-school/{path}", write_entry(data, first=()))
    sent = SimpleUploadedFile("ours.zip", packed.getvalue())
    office = browser(cast.clerk)
    office.post(reverse("office:frameworks"), {"kind": "pack", "framework": sent})
    plan = _when(office, "planned")
    office.post(reverse("office:framework_apply"), {"mark": plan.context["page"].mark})
    _when(office, "done")
    return Item.objects.get(code="our-school:item:our-school-join-words")
