"""Books: what stands in them, who may make them, and that a made one never changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from cast import NOW, TODAY, Cast, make_students
from piloted import close
from practiced import WORDS, evaluate, make_card, make_pilot, second_section, show, shown_card

from ownpath.errors import NotFound
from ownpath.school.change.access import NotALeader
from ownpath.school.change.models import Book, BookJob, Concern, Decision, PracticeCard, Voice
from ownpath.school.change.queries.books import get_book
from ownpath.school.change.services.booking import (
    BeingMade,
    ChangedMeanwhile,
    ask_for_book,
    bytes_of,
    do_book_job,
)
from ownpath.school.change.services.practices import move_card, write_card
from ownpath.school.change.services.spreading import note_spread
from ownpath.school.change.services.voicing import agree_voice, take_back_voice, write_voice


def make(cast: Cast, kind: str, **more: Any) -> dict[str, Book]:
    """Make a book and return it by language."""
    now = more.pop("now", NOW)
    job = ask_for_book(district=cast.live_oak, kind=kind, by=cast.whitfield, now=now, **more)
    do_book_job(uuid=job.uuid, clock=lambda: now)
    job.refresh_from_db()
    assert job.state == "done"
    return {one.language: one for one in Book.objects.filter(kind=kind, edition=job.edition)}


def all_words(book: Book) -> str:
    """Return everything a book says."""
    return repr(book.told)


def chapter(book: Book, place: int) -> str:
    """Return everything one chapter says."""
    return repr(book.told["chapters"][place])


class TestPlaybook:
    """The district's own living playbook, in both languages."""

    def test_tells_endorsed_single_site_failures_and_what_was_learned(self, cast: Cast) -> None:
        sections = [cast.section, second_section(cast)]
        carrying = make_pilot(cast, sections, cycles=2, title="Fifteen minutes")
        evaluate(carrying)
        gone = make_pilot(
            cast,
            [cast.section],
            cycles=1,
            state="abandoned",
            title="Eight",
            learning_note="Short.",
        )
        endorsed = show(make_card(cast, carrying, gone), cast)
        move_card(card=endorsed, step="endorse", by=cast.whitfield, now=NOW)
        shown_card(cast)
        books = make(cast, "playbook")
        practices, pilots = chapter(books["es"], 2), chapter(books["es"], 3)
        assert "recomendada" in practices
        assert "de un solo lugar" in practices
        assert "Con estaciones de ocho minutos." in practices
        assert "Ayudó: 9 más." in pilots
        assert "Short." in pilots
        assert (books["en"].edition, books["es"].edition) == (1, 1)
        assert books["en"].told["language"] == "en"
        assert bytes_of(books["en"]) != bytes_of(books["es"])

    def test_an_empty_district_has_a_book_that_says_so(self, cast: Cast) -> None:
        words = all_words(make(cast, "playbook")["en"])
        assert "No vision has been adopted yet." in words
        assert "No practice has been written down yet." in words

    def test_a_voice_taken_back_is_gone_from_the_next_edition(self, cast: Cast) -> None:
        said = "My turn always comes."
        voice = write_voice(
            card=shown_card(cast), person=cast.ada, text=said, language="en", by=None, now=NOW
        )
        assert said not in all_words(make(cast, "playbook")["en"])  # nobody agreed yet
        agree_voice(voice=voice, by=cast.rosa, now=NOW)
        second = make(cast, "playbook")["es"]
        assert said in all_words(second)
        assert "Estudiante de grado 4 (dicho en inglés)" in all_words(second)
        assert "Ada" not in all_words(second)
        take_back_voice(voice=voice, by=cast.rosa, now=NOW)
        third = make(cast, "playbook")
        assert all(said not in all_words(one) for one in third.values())
        assert third["en"].edition == 3
        second.refresh_from_db()
        assert said in all_words(second)  # what was made stays as it was made

    def test_the_spread_map_names_who_was_never_reached(self, cast: Cast) -> None:
        note_spread(
            card=shown_card(cast), campus=cast.section.campus, kind="tried",
            happened_on=TODAY, by=None, now=NOW,
        )  # fmt: skip
        assert "Never reached yet: Cedar Ridge Middle." in all_words(
            make(cast, "playbook")["en"]
        )


class TestPacket:
    """A dated board packet, read-only once made."""

    def test_once_made_it_never_changes(self, cast: Cast) -> None:
        decision = Decision.objects.create(
            district=cast.live_oak,
            title="Go on",
            state="decided",
            decided_on=TODAY,
            made_at=NOW,
        )
        pilot = make_pilot(cast, [cast.section], cycles=1, state="running")
        evaluate(pilot)
        packet = make(cast, "packet", asks={"en": "Stand behind it.", "es": "Apóyenlo."})["en"]
        told, pdf, digest = packet.told, bytes_of(packet), packet.digest
        assert "Stand behind it." in all_words(packet)
        pilot.state, decision.title = "abandoned", "Turn back"
        pilot.save()
        decision.save()
        pilot.evaluations.all().delete()
        Concern.objects.create(
            district=cast.live_oak, kind="worry", role="family", text="?", due_on=TODAY,
            made_at=NOW,
        )  # fmt: skip
        make(cast, "packet", now=NOW + timedelta(days=30))
        kept = Book.objects.get(pk=packet.pk)
        assert (kept.told, bytes_of(kept), kept.digest) == (told, pdf, digest)

    def test_bytes_that_somebody_changed_are_not_given_out(self, cast: Cast) -> None:
        packet = make(cast, "packet")["en"]
        Book.objects.filter(pk=packet.pk).update(pdf=b"%PDF-other")
        with pytest.raises(ChangedMeanwhile):
            bytes_of(Book.objects.get(pk=packet.pk))

    def test_names_only_decisions_since_the_last_one(self, cast: Cast) -> None:
        Decision.objects.create(
            district=cast.live_oak, title="Old", state="decided", decided_on=TODAY, made_at=NOW
        )
        make(cast, "packet")
        later = NOW + timedelta(days=20)
        Decision.objects.create(
            district=cast.live_oak, title="New", state="decided", decided_on=later.date(),
            made_at=later,
        )  # fmt: skip
        decisions = chapter(make(cast, "packet", now=later)["en"], 3)
        assert "New" in decisions
        assert "Old" not in decisions
        assert "Since the last packet of March 10, 2026." in decisions

    def test_days_are_the_districts_own_in_the_evening_too(self, cast: Cast) -> None:
        evening = NOW + timedelta(hours=8)  # six in the evening there, tomorrow in Greenwich
        Decision.objects.create(
            district=cast.live_oak, title="Stations", state="proposed", made_at=evening
        )
        Concern.objects.create(
            district=cast.live_oak, kind="question", text="When?", due_on=TODAY, made_at=NOW,
            answer="Then.", answered_at=evening,
        )  # fmt: skip
        packet = make(cast, "packet", now=evening)["en"]
        assert "March 10, 2026" in chapter(packet, 3)
        assert "March 11" not in all_words(packet)
        assert packet.told["chapters"][5]["blocks"][0]["rows"] == [
            ["A question", "1", "1", "1", "0"]
        ]

    def test_hides_campuses_under_ten_and_counts_the_others(self, cast: Cast) -> None:
        close([cast.ben], cast.ben_section, [TODAY], kept=63)
        close(make_students(cast, 10), cast.section, [TODAY], kept=63)
        promises = make(cast, "packet")["en"].told["chapters"][1]
        rows = {row[0]: row[1:] for row in promises["blocks"][0]["rows"]}
        assert rows["Live Oak Elementary"] == ["100"] * 7
        assert rows["Cedar Ridge Middle"] == ["hidden"] * 7
        source = promises["blocks"][0]["source"]
        assert "Live Oak Elementary: 10" in source
        assert "Cedar Ridge Middle: fewer than 10" in source

    def test_every_table_names_its_rows(self, cast: Cast) -> None:
        close(make_students(cast, 10), cast.section, [TODAY], kept=63)
        Decision.objects.create(
            district=cast.live_oak,
            title="Go on",
            state="decided",
            decided_on=TODAY,
            made_at=NOW,
        )
        told = make(cast, "packet")["en"].told
        tables = [
            block
            for each in told["chapters"]
            for block in each["blocks"]
            if block["kind"] == "table"
        ]
        assert tables
        assert all(one["source"] and one["opens"] for one in tables)


class TestAskForBook:
    """Only the district's leaders ask, one at a time, and nothing half made is kept."""

    def test_is_for_those_who_run_the_district(self, cast: Cast) -> None:
        for by in (cast.reyes, cast.okafor, cast.lund, cast.ada):
            with pytest.raises(NotALeader):
                ask_for_book(district=cast.live_oak, kind="playbook", by=by, now=NOW)

    def test_one_of_a_kind_at_a_time(self, cast: Cast) -> None:
        ask_for_book(district=cast.live_oak, kind="playbook", by=cast.whitfield, now=NOW)
        with pytest.raises(BeingMade):
            ask_for_book(district=cast.live_oak, kind="playbook", by=cast.whitfield, now=NOW)
        later = NOW + timedelta(minutes=11)  # its worker died meanwhile
        ask_for_book(district=cast.live_oak, kind="playbook", by=cast.whitfield, now=later)
        assert BookJob.objects.filter(state="failed").count() == 1

    def test_what_breaks_leaves_no_book(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        def breaks(_told: object) -> bytes:
            raise RuntimeError("no letters")

        monkeypatch.setattr("ownpath.school.change.services.booking.set_book", breaks)
        job = ask_for_book(district=cast.live_oak, kind="playbook", by=cast.whitfield, now=NOW)
        do_book_job(uuid=job.uuid, clock=lambda: NOW)
        job.refresh_from_db()
        assert job.state == "failed"
        assert not Book.objects.exists()
        assert "A book stopped on its way" in caplog.text

    def test_another_district_finds_no_book(self, cast: Cast) -> None:
        book = make(cast, "playbook")["en"]
        with pytest.raises(NotFound):
            get_book(district=cast.cedar, uuid=book.uuid)

    def test_hostile_words_are_set_as_words(self, cast: Cast) -> None:
        nasty = '#panic() $x$ *b* @a <l> \\ "q" 😀 שלום'
        words = {key: {**said, "failed": nasty} for key, said in WORDS.items()}
        pilot = make_pilot(cast, [cast.section], cycles=1, learning_note=nasty)
        card = write_card(
            district=cast.live_oak, words=words, pilots=[pilot.uuid], by=None, now=NOW
        )
        show(PracticeCard.objects.get(pk=card.pk), cast)
        Voice.objects.create(
            district=cast.live_oak, card=card, person=cast.okafor, role="teacher", text=nasty,
            language="en", agreed_at=NOW, made_at=NOW,
        )  # fmt: skip
        assert nasty in make(cast, "playbook")["es"].told["chapters"][5]["blocks"][0]["text"]
