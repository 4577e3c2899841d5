"""Every address by every member of the cast: who gets in and who is sent away. The table: tests/who_may_open.py."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from all_tables import changed_since, everything
from cast import TODAY
from django.urls import URLResolver, get_resolver, reverse
from opening import School, fields, places, told
from who_may_open import NAMES, ROWS

from ownpath.faces.door.entering import DUE, SECOND_FACTOR_KEY
from ownpath.school.evidence.models import Evidence
from ownpath.school.people.models import Guardianship


def names_of_addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    """Walk the resolver and yield the name of every address, with its face."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from names_of_addresses(
                one, f"{prefix}{one.namespace}:" if one.namespace else prefix
            )
        else:
            yield f"{prefix}{one.name or one.pattern}"


class TestTheTable:
    def test_names_every_address(self) -> None:
        missing = sorted(set(names_of_addresses()) - set(NAMES))
        assert not missing, (
            f"Nobody has decided who may open {missing}. Add a line for each (and for each method it takes) to TABLE "
            "in its face's tests/who_may_open_*.py, its arguments to `places` and its fields to `fields` in opening.py."
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


OF_NO_CHILD = {"family:week", "family:words"}  # pages that say so when there is none


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
            if name.startswith("teacher:") and "student" in places(school).get(name, {})
        }
        assert set(statuses.values()) == {404}, statuses

    def test_a_guardian_no_longer_opens_a_child(self, school: School) -> None:
        Guardianship.objects.update(ended_on=TODAY)
        for method, name in ROWS:
            if name.startswith("family:") and name not in OF_NO_CHILD:
                assert school.ask(school.browsers["rosa"], method, name).status_code in {
                    403,
                    404,
                }, name
        for name in OF_NO_CHILD:
            assert (
                "Ada" not in school.ask(school.browsers["rosa"], "GET", name).content.decode()
            )


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


class TestRecordsStaff:
    def test_read_in_the_log_who_did_what_and_not_what_was_learned_or_said(
        self, school: School
    ) -> None:
        ada, okafor = school.browsers["ada"], school.browsers["okafor"]
        student = {"student": school.cast.ada.uuid}
        told_of_her = {
            "pin": {
                "activity": str(school.cast.project.uuid),
                "reason": "She cannot read yet.",
            },
            "observe": fields(school)["teacher:observe"],
            "write": {"body": "Your mother told me."},
        }
        for name, said in told_of_her.items():
            assert (
                okafor.post(reverse(f"teacher:{name}", kwargs=student), said).status_code == 302
            )
        pace = reverse("teacher:pace", kwargs={**student, "section": school.cast.section.uuid})
        assert okafor.post(pace, {"word": "behind", "reason": "Often ill."}).status_code == 302
        assert ada.post(reverse("student:signal"), {"kind": "too_hard"}).status_code == 302
        for question in ({}, {"about": str(school.cast.ada.uuid)}):
            page = (
                school.browsers["nakamura"]
                .get(reverse("office:audit"), question)
                .content.decode()
            )
            assert "Ada" in page
            for kept in (
                "cannot read",
                "mother told",
                "Often ill",
                "behind",
                "FR.1",
                "too_hard",
            ):
                assert kept not in page
