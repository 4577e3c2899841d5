"""Practice cards: endorsed only after two cycles in two classrooms; how they spread; visits; voices."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from cast import NOW, TODAY, Cast
from django.utils.translation import override
from practiced import (
    WORDS,
    evaluate,
    make_card,
    make_pilot,
    second_section,
    show,
    shown_card,
)

from ownpath.errors import NotFound
from ownpath.school.change.access import NotALeader
from ownpath.school.change.models import Pilot, PracticeCard, SpreadEvent, StateChange, Voice
from ownpath.school.change.queries.kept_practices import friday_lines_of_practices
from ownpath.school.change.queries.practices import evidence_of, get_card
from ownpath.school.change.queries.spreading import spread_map, standing_of, standings_of
from ownpath.school.change.queries.voices import voices_in_force, voices_to_decide
from ownpath.school.change.services.practices import (
    NoPilotBehind,
    NotYetTwoClassrooms,
    move_card,
    write_card,
)
from ownpath.school.change.services.spreading import (
    KeptTooSoon,
    NotThatDay,
    NotTheirVisit,
    NotTriedYet,
    OthersStandOnIt,
    ask_visit,
    move_visit,
    note_spread,
    take_back_spread,
)
from ownpath.school.change.services.voicing import (
    NotTheirWords,
    TakenBack,
    agree_voice,
    take_back_voice,
    write_voice,
)
from ownpath.school.change.services.wording import WordsWanted


class TestEndorse:
    """Endorsed after two cycles in two classrooms, else single site."""

    def test_takes_two_cycles_in_each_of_two_classrooms(self, cast: Cast) -> None:
        sections = [cast.section, second_section(cast)]
        card = show(make_card(cast, make_pilot(cast, sections, cycles=2)), cast)
        endorsed = move_card(card=card, step="endorse", by=cast.whitfield, now=NOW)
        assert endorsed.state == "endorsed"
        step = StateChange.objects.get(about=card.uuid, deed="endorse")
        assert (step.before, step.after, step.by) == ("single_site", "endorsed", cast.whitfield)

    @pytest.mark.parametrize(("n_sections", "cycles"), [(1, 2), (1, 5), (2, 1), (2, 0)])
    def test_anything_less_stays_a_single_site(
        self, cast: Cast, n_sections: int, cycles: int
    ) -> None:
        sections = [cast.section, second_section(cast)][:n_sections]
        card = show(make_card(cast, make_pilot(cast, sections, cycles=cycles)), cast)
        with pytest.raises(NotYetTwoClassrooms) as refused:
            move_card(card=card, step="endorse", by=cast.whitfield, now=NOW)
        assert "single site" in str(refused.value.next_step)
        card.refresh_from_db()
        assert card.state == "single_site"

    def test_counts_cycles_of_one_classroom_over_pilots(self, cast: Cast) -> None:
        sections = [cast.section, second_section(cast)]
        first = make_pilot(cast, sections, cycles=1, title="First")
        again = make_pilot(cast, sections, cycles=1, title="Again")
        assert evidence_of(card=make_card(cast, first, again), language="en").may_be_endorsed

    def test_counts_nothing_of_a_pilot_that_was_let_go(self, cast: Cast) -> None:
        sections = [cast.section, second_section(cast)]
        gone = make_pilot(
            cast, sections, cycles=2, state="abandoned", learning_note="Too short."
        )
        evidence = evidence_of(card=make_card(cast, gone), language="en")
        assert not evidence.may_be_endorsed
        assert evidence.pilots[0].is_failed
        assert evidence.pilots[0].learning_note == "Too short."

    def test_reads_how_we_know_from_the_newest_evaluation(self, cast: Cast) -> None:
        pilot = make_pilot(cast, [cast.section], cycles=1)
        evaluate(pilot)
        [line] = evidence_of(card=make_card(cast, pilot), language="es").pilots[0].verdicts
        assert line.words == "Ayudó: 9 más."

    def test_an_endorsed_card_keeps_what_carries_it(self, cast: Cast) -> None:
        pilot = make_pilot(cast, [cast.section, second_section(cast)], cycles=2)
        card = show(make_card(cast, pilot), cast)
        card = move_card(card=card, step="endorse", by=cast.whitfield, now=NOW)
        with pytest.raises(NotYetTwoClassrooms):
            write_card(
                district=cast.live_oak, words=WORDS, card=card, by=cast.whitfield, now=NOW
            )
        assert list(PracticeCard.objects.get(pk=card.pk).pilots.all()) == [pilot]


class TestWriteCard:
    """What a card must say, and who says it."""

    @pytest.mark.parametrize("language", ["en", "es"])
    def test_where_it_failed_may_not_be_empty(self, cast: Cast, language: str) -> None:
        words = {key: {**said} for key, said in WORDS.items()}
        words[language]["failed"] = "  \x00 "
        with pytest.raises(WordsWanted, match="where it failed"):
            write_card(district=cast.live_oak, words=words, by=cast.whitfield, now=NOW)
        assert not PracticeCard.objects.exists()

    def test_shows_nothing_without_a_pilot(self, cast: Cast) -> None:
        with pytest.raises(NoPilotBehind):
            show(make_card(cast), cast)

    def test_is_for_leaders(self, cast: Cast) -> None:
        for by in (cast.okafor, cast.lund, cast.ada):
            with pytest.raises(NotALeader):
                write_card(district=cast.live_oak, words=WORDS, by=by, now=NOW)
        card = write_card(district=cast.live_oak, words=WORDS, by=cast.reyes, now=NOW)
        with pytest.raises(NotALeader):  # a principal writes; the district decides
            move_card(card=card, step="retire", by=cast.reyes, now=NOW)

    def test_is_not_there_for_another_district(self, cast: Cast) -> None:
        card = make_card(cast)
        with pytest.raises(NotFound):
            get_card(district=cast.cedar, uuid=card.uuid)


class TestNoteSpread:
    """Told, visited, tried, kept, left."""

    def note(self, cast: Cast, card: PracticeCard, kind: str, day: date) -> SpreadEvent:
        return note_spread(
            card=card,
            campus=cast.ben_section.campus,  # which has no pilot of its own
            kind=kind,
            happened_on=day,
            by=cast.whitfield,
            now=NOW,
        )

    def test_kept_is_possible_eight_weeks_after_it_was_tried(self, cast: Cast) -> None:
        card = shown_card(cast)
        tried_on = TODAY - timedelta(weeks=8)
        self.note(cast, card, "tried", tried_on)
        with pytest.raises(KeptTooSoon) as refused:
            self.note(cast, card, "kept", TODAY - timedelta(days=1))
        assert "March 10, 2026" in str(refused.value.next_step)
        self.note(cast, card, "kept", TODAY)
        assert SpreadEvent.objects.filter(kind="kept").count() == 1

    def test_a_new_try_after_leaving_starts_the_eight_weeks_anew(self, cast: Cast) -> None:
        weeks = [("tried", 20), ("left", 10), ("tried", 3)]
        events = [(kind, TODAY - timedelta(weeks=n)) for kind, n in weeks]
        assert standing_of(events).kept_from == TODAY + timedelta(weeks=5)

    def test_what_was_never_tried_is_neither_kept_nor_left(self, cast: Cast) -> None:
        card = shown_card(cast)
        for kind in ("kept", "left"):
            with pytest.raises(NotTriedYet):
                self.note(cast, card, kind, TODAY)

    def test_not_ahead_of_time(self, cast: Cast) -> None:
        with pytest.raises(NotThatDay):
            self.note(cast, shown_card(cast), "told", TODAY + timedelta(days=1))

    def test_is_for_the_campus_one_runs(self, cast: Cast) -> None:
        with pytest.raises(NotALeader):
            note_spread(
                card=shown_card(cast),
                campus=cast.ben_section.campus,
                kind="told",
                happened_on=TODAY,
                by=cast.reyes,
                now=NOW,
            )

    def test_is_taken_back_unless_something_stands_on_it(self, cast: Cast) -> None:
        card = shown_card(cast)
        tried = self.note(cast, card, "tried", TODAY - timedelta(weeks=9))
        kept = self.note(cast, card, "kept", TODAY)
        with pytest.raises(OthersStandOnIt):
            take_back_spread(event=tried, by=cast.whitfield, now=NOW)
        take_back_spread(event=kept, by=cast.whitfield, now=NOW)
        take_back_spread(event=tried, by=cast.whitfield, now=NOW)
        assert not SpreadEvent.objects.exists()

    def test_the_map_names_campuses_never_reached(self, cast: Cast) -> None:
        card = shown_card(cast)
        self.note(cast, card, "told", TODAY)
        campuses = [cast.section.campus, cast.ben_section.campus]
        found = spread_map(district=cast.live_oak, campuses=campuses)
        assert [cell.standing.name for cell in found.rows[0]] == ["tried", "told"]
        assert found.never_reached == ()
        SpreadEvent.objects.all().delete()
        found = spread_map(district=cast.live_oak, campuses=campuses)
        assert found.never_reached == (cast.ben_section.campus,)

    def test_a_campus_whose_own_pilot_it_was_counts_as_trying(self, cast: Cast) -> None:
        card = shown_card(cast)
        campuses = [cast.section.campus, cast.ben_section.campus]
        found = spread_map(district=cast.live_oak, campuses=campuses)
        assert [cell.standing.name for cell in found.rows[0]] == ["tried", "never"]
        standing = standings_of(card=card)[cast.section.campus.pk]
        began = TODAY - timedelta(weeks=10)
        assert (standing.since, standing.kept_from) == (began, began + timedelta(weeks=8))

    def test_hearing_of_it_does_not_undo_its_own_pilot(self, cast: Cast) -> None:
        card = shown_card(cast)
        note_spread(
            card=card, campus=cast.section.campus, kind="told", happened_on=TODAY,
            by=cast.reyes, now=NOW,
        )  # fmt: skip
        assert standings_of(card=card)[cast.section.campus.pk].name == "tried"

    def test_what_was_adopted_through_a_pilot_can_be_kept(self, cast: Cast) -> None:
        card = shown_card(cast)
        kept = {"card": card, "campus": cast.section.campus, "kind": "kept", "by": cast.reyes}
        with pytest.raises(KeptTooSoon):
            note_spread(**kept, happened_on=TODAY - timedelta(weeks=3), now=NOW)
        note_spread(**kept, happened_on=TODAY, now=NOW)
        assert standings_of(card=card)[cast.section.campus.pk].name == "kept"

    def test_a_pilot_that_was_let_go_counts_as_tried_and_left(self, cast: Cast) -> None:
        card = shown_card(cast)
        Pilot.objects.update(state="abandoned", ended_on=TODAY - timedelta(weeks=1))
        standing = standings_of(card=card)[cast.section.campus.pk]
        assert (standing.name, standing.since) == ("left", TODAY - timedelta(weeks=1))

    def test_friday_asks_after_eight_weeks_whether_it_is_kept(self, cast: Cast) -> None:
        card, campus = shown_card(cast), cast.section.campus
        given = {"district": cast.live_oak, "today": TODAY}
        (line,) = friday_lines_of_practices(**given, campuses=[campus])
        assert str(line.words) == "Four stations: tried for eight weeks. Is it kept?"
        with override("es"):
            assert "Cuatro estaciones" in str(line.words)
        assert (line.about, line.further) == (card.uuid, campus.uuid)
        assert friday_lines_of_practices(**given, campuses=[cast.ben_section.campus]) == []
        early = given | {"today": TODAY - timedelta(weeks=2, days=1)}
        assert friday_lines_of_practices(**early, campuses=[campus]) == []
        note_spread(
            card=card, campus=campus, kind="kept", happened_on=TODAY, by=cast.reyes, now=NOW
        )
        assert friday_lines_of_practices(**given, campuses=[campus]) == []
        assert (
            friday_lines_of_practices(district=cast.cedar, today=TODAY, campuses=[campus]) == []
        )


class TestVisits:
    """Asked, agreed, held with what was learned."""

    def test_a_visit_held_says_what_was_learned_and_reaches_the_campus(
        self, cast: Cast
    ) -> None:
        card = shown_card(cast)
        visit = ask_visit(
            card=card, host=cast.okafor, guest=cast.ito, visit_on=TODAY, by=cast.ito, now=NOW
        )
        with pytest.raises(NotTheirVisit):
            move_visit(visit=visit, step="agree", by=cast.ada, now=NOW)
        visit = move_visit(visit=visit, step="agree", by=cast.okafor, now=NOW)
        with pytest.raises(WordsWanted):
            move_visit(visit=visit, step="hold", learned=" ", by=cast.ito, now=NOW)
        held = move_visit(visit=visit, step="hold", learned="The timer.", by=cast.ito, now=NOW)
        assert (held.state, held.learned) == ("held", "The timer.")
        event = SpreadEvent.objects.get(card=card)
        assert (event.kind, event.campus) == ("visited", cast.ben_section.campus)

    def test_not_before_its_day(self, cast: Cast) -> None:
        later = TODAY + timedelta(days=5)
        visit = ask_visit(
            card=shown_card(cast),
            host=cast.okafor,
            guest=cast.ito,
            visit_on=later,
            by=None,
            now=NOW,
        )
        visit = move_visit(visit=visit, step="agree", by=cast.okafor, now=NOW)
        with pytest.raises(NotThatDay):
            move_visit(visit=visit, step="hold", learned="x", by=cast.ito, now=NOW)


class TestVoices:
    """Quoted only as long as they agree."""

    def ada_says(self, cast: Cast) -> Voice:
        return write_voice(
            card=shown_card(cast),
            person=cast.ada,
            text="My turn always comes.",
            language="en",
            by=cast.reyes,
            now=NOW,
        )

    def test_for_a_student_a_guardian_agrees(self, cast: Cast) -> None:
        voice = self.ada_says(cast)
        for by in (cast.ada, cast.okafor, cast.whitfield, cast.reyes):
            with pytest.raises(NotTheirWords):
                agree_voice(voice=voice, by=by, now=NOW)
        assert not voices_in_force(district=cast.live_oak)
        assert voices_to_decide(person=cast.rosa, today=TODAY) == [voice]
        agreed = agree_voice(voice=voice, by=cast.rosa, now=NOW)
        assert agreed.agreed_by == cast.rosa
        assert voices_in_force(district=cast.live_oak) == [agreed]

    def test_taken_back_at_any_time_and_for_good(self, cast: Cast) -> None:
        voice = agree_voice(voice=self.ada_says(cast), by=cast.rosa, now=NOW)
        take_back_voice(voice=voice, by=cast.ada, now=NOW)  # a child may, without asking
        assert not voices_in_force(district=cast.live_oak)
        with pytest.raises(TakenBack):
            agree_voice(voice=voice, by=cast.rosa, now=NOW)

    def test_nobody_else_takes_them_back(self, cast: Cast) -> None:
        voice = self.ada_says(cast)
        for by in (cast.ben, cast.okafor, cast.lund):
            with pytest.raises(NotALeader):
                take_back_voice(voice=voice, by=by, now=NOW)
