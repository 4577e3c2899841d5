"""Records staff say what no roster says of their district."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from cast import TODAY, Cast
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from facing import sign_in

from ownpath.errors import NotAllowed, OutOfBounds
from ownpath.school.change.models import Meeting
from ownpath.school.people.services import DistrictFacts, facts_of, set_district_facts
from ownpath.school.privacy.models import AuditEntry

PAGE = "office:district"
CHICAGO = "America/Chicago"


@pytest.fixture
def office(cast: Cast, moment_of_the_cast: None) -> Client:
    """Return a client signed in as records staff of Live Oak."""
    return sign_in(cast.clerk)


def say(client: Client, cast: Cast, **said: str) -> Any:
    cast.live_oak.refresh_from_db()
    so_far = {
        "time_zone": cast.live_oak.time_zone,
        "address": cast.live_oak.address,
        "language": cast.live_oak.language,
        "minutes_on_shared": str(cast.live_oak.minutes_on_shared),
    }
    answer = client.post(reverse(PAGE), {**so_far, **said})
    cast.live_oak.refresh_from_db()
    return answer


class TestTimeZone:
    def test_is_changed_only_when_somebody_looked_at_the_clock(
        self, office: Client, cast: Cast
    ) -> None:
        before = cast.live_oak.time_zone
        asked = say(office, cast, time_zone=CHICAGO)
        assert (asked.status_code, cast.live_oak.time_zone) == (422, before)
        assert "Central time (Chicago)" in asked.content.decode()
        assert "Look at the clock first" in asked.content.decode()

        done = say(office, cast, time_zone=CHICAGO, clock_is_right="on")
        assert (done.status_code, cast.live_oak.time_zone) == (302, CHICAGO)

    def test_change_stands_in_the_log(self, office: Client, cast: Cast) -> None:
        before = cast.live_oak.time_zone
        say(office, cast, time_zone=CHICAGO, clock_is_right="on")
        line = AuditEntry.objects.get(deed="district.set")
        assert (line.actor, line.detail) == (cast.clerk, f"time_zone: {before} -> {CHICAGO}")
        assert "changed the district’s own facts" in (
            office.get(reverse("office:audit")).content.decode()
        )

    def test_goes_for_everybody_who_is_signed_in_from_the_next_page_on(
        self, office: Client, cast: Cast
    ) -> None:
        other = sign_in(cast.whitfield)
        session = other.session
        session["time_zone"] = cast.live_oak.time_zone
        session.save()
        say(office, cast, time_zone=CHICAGO, clock_is_right="on")
        other.get(reverse("office:home"))
        assert other.session["time_zone"] == CHICAGO

    def test_page_says_how_many_meetings_would_read_otherwise(
        self, office: Client, cast: Cast
    ) -> None:
        now = timezone.now()
        for days in (3, -3):
            Meeting.objects.create(
                district=cast.live_oak, starts_at=now + timedelta(days=days), made_at=now
            )
        asked = say(office, cast, time_zone=CHICAGO).content.decode()
        assert "1 meeting ahead keeps its moment" in asked

    @pytest.mark.parametrize("zone", ["", "Chicago", "../../etc/passwd", "x" * 300])
    def test_that_does_not_exist_is_refused(
        self, office: Client, cast: Cast, zone: str
    ) -> None:
        before = cast.live_oak.time_zone
        assert say(office, cast, time_zone=zone, clock_is_right="on").status_code == 422
        assert cast.live_oak.time_zone == before

    def test_that_nobody_offers_stays_when_something_else_is_set(
        self, office: Client, cast: Cast
    ) -> None:
        type(cast.live_oak).objects.filter(pk=cast.live_oak.pk).update(time_zone="UTC")
        assert say(office, cast, minutes_on_shared="30").status_code == 302
        assert (cast.live_oak.time_zone, cast.live_oak.minutes_on_shared) == ("UTC", 30)


class TestAddress:
    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("https://ownpath.oak.example", "https://ownpath.oak.example/"),
            ("ownpath.oak.example:8000", "http://ownpath.oak.example:8000/"),
            (" ", ""),
        ],
    )
    def test_is_kept_as_a_browser_opens_it(
        self, office: Client, cast: Cast, settings: Any, typed: str, kept: str
    ) -> None:
        settings.ALLOWED_HOSTS = ["testserver", "ownpath.oak.example"]
        assert say(office, cast, address=typed).status_code == 302
        assert cast.live_oak.address == kept

    @pytest.mark.parametrize(
        ("typed", "why"),
        [
            ("https://elsewhere.example/", "does not answer to this name"),
            ("https://ownpath.oak.example/student", "not an address"),
            ("ftp://ownpath.oak.example/", "not an address"),
            ("https://a@ownpath.oak.example/", "not an address"),
            ("https://[/", "not an address"),
            ("https://ownpath.oak.example:99999/", "not an address"),
        ],
    )
    def test_that_nobody_could_open_is_refused_with_words(
        self, office: Client, cast: Cast, settings: Any, typed: str, why: str
    ) -> None:
        settings.ALLOWED_HOSTS = ["testserver", "ownpath.oak.example"]
        answer = say(office, cast, address=typed)
        assert (answer.status_code, cast.live_oak.address) == (422, "")
        assert why in answer.content.decode()

    def test_stands_on_sign_in_cards(self, office: Client, cast: Cast, settings: Any) -> None:
        settings.ALLOWED_HOSTS = ["testserver", "ownpath.oak.example"]
        say(office, cast, address="https://ownpath.oak.example/")
        card = office.post(reverse("office:give_password", args=[cast.ben.uuid]))
        assert "https://ownpath.oak.example/" in card.content.decode()


class TestLanguageAndSharedDevices:
    def test_cards_of_those_who_chose_no_language_speak_the_districts(
        self, office: Client, cast: Cast
    ) -> None:
        say(office, cast, language="es")
        cast.ben.language = ""
        cast.ben.save()
        card = office.post(reverse("office:give_password", args=[cast.ben.uuid]))
        assert "Contraseña" in card.content.decode()

    def test_so_do_those_a_teacher_makes(self, office: Client, cast: Cast) -> None:
        say(office, cast, language="es")
        cast.ada.language = cast.okafor.language = ""
        cast.ada.save()
        cast.okafor.save()
        address = reverse("teacher:sign_in_help", args=[cast.ada.uuid])
        card = sign_in(cast.okafor).post(
            address, {"what": "password"}, HTTP_ACCEPT_LANGUAGE="en"
        )
        assert "Contraseña" in card.content.decode()

    def test_nothing_said_changes_nothing(self, office: Client, cast: Cast) -> None:
        assert say(office, cast).status_code == 302
        assert not AuditEntry.objects.filter(deed="district.set").exists()

    @pytest.mark.parametrize("minutes", ["0", "600", "-1", "soon"])
    def test_minutes_nobody_offers_are_refused(
        self, office: Client, cast: Cast, minutes: str
    ) -> None:
        assert say(office, cast, minutes_on_shared=minutes).status_code == 422
        assert cast.live_oak.minutes_on_shared == 15


class TestSettingDistrictFacts:
    def test_is_for_those_who_keep_its_records_or_run_it(self, cast: Cast) -> None:
        facts, today = facts_of(cast.live_oak), TODAY
        for one in (cast.okafor, cast.reyes, cast.lund, cast.ada):
            with pytest.raises(NotAllowed):
                set_district_facts(district=cast.live_oak, facts=facts, by=one, today=today)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"time_zone": "Mars/Base"},
            {"language": "fr"},
            {"minutes_on_shared": 0},
            {"address": "nowhere"},
        ],
    )
    def test_refuses_what_cannot_be(
        self, cast: Cast, moment_of_the_cast: None, wrong: dict[str, Any]
    ) -> None:
        said = {
            "time_zone": CHICAGO,
            "address": "",
            "language": "",
            "minutes_on_shared": 15,
            **wrong,
        }
        with pytest.raises(OutOfBounds):
            set_district_facts(
                district=cast.live_oak,
                facts=DistrictFacts(**said),
                by=cast.clerk,
                today=TODAY,
            )
