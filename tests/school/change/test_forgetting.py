"""An erasure takes what somebody said out of the change too: concerns, ideas, dissent, quotes, and kept editions."""

from __future__ import annotations

import io
from zipfile import ZipFile

import pytest
from cast import NOW, Cast
from convened import convene
from practiced import shown_card
from test_books import all_words, make

from ownpath.school.change.models import (
    AgendaItem,
    Book,
    BookJob,
    Concern,
    Decision,
    Idea,
    IdeaBacking,
    Meeting,
    Motion,
    StateChange,
    Vote,
)
from ownpath.school.change.services.booking import (
    BeingSetAnew,
    ask_for_book,
    bytes_of,
    do_book_job,
    set_books_anew,
)
from ownpath.school.change.services.concerns import raise_concern
from ownpath.school.change.services.voicing import agree_voice, write_voice
from ownpath.school.people.models import Person
from ownpath.school.privacy.exports import write_kit
from ownpath.school.privacy.services import PlanIsStale, erase, plan_erasure

pytestmark = pytest.mark.django_db
SAID = "My turn always comes, and I know why."


def let_go(cast: Cast, person: Person) -> None:
    """Erase somebody of Live Oak."""
    plan = plan_erasure(district=cast.live_oak, person=person)
    assert erase(plan=plan, by=cast.whitfield, now=NOW) == plan.n_rows


def kit_of(cast: Cast) -> str:
    """Return everything the exit kit of Live Oak holds."""
    kit = io.BytesIO()
    write_kit(district=cast.live_oak, target=kit, by=None, now=NOW, progress=None)
    with ZipFile(kit) as opened:
        return "".join(opened.read(name).decode() for name in opened.namelist())


def worry(person: Person, text: str, role: str, *, is_named: bool) -> Concern:
    """Let somebody raise a concern."""
    return raise_concern(
        kind="worry", text=text, role=role, is_named=is_named, by=person, now=NOW
    )


class TestWhatWasSaid:
    """Text that stems from an erased person goes."""

    @pytest.mark.parametrize("is_named", [True, False])
    def test_a_concern_goes_named_or_not(self, cast: Cast, is_named: bool) -> None:
        mine = worry(cast.rosa, "Who sits beside my child?", "family", is_named=is_named)
        other = worry(cast.ben, "Who teaches us then?", "student", is_named=is_named)
        let_go(cast, cast.rosa)
        assert list(Concern.objects.values_list("pk", flat=True)) == [other.pk]
        assert not StateChange.objects.filter(about=mine.uuid).exists()
        assert "Who sits beside" not in kit_of(cast)

    def test_an_idea_goes_with_its_backings_and_its_place_on_an_agenda(
        self, cast: Cast
    ) -> None:
        idea = Idea.objects.create(
            district=cast.live_oak, title="Dogs at school", made_by=cast.ada, made_at=NOW
        )
        IdeaBacking.objects.create(idea=idea, by=cast.ben, said_at=NOW)
        meeting = Meeting.objects.create(district=cast.live_oak, starts_at=NOW, made_at=NOW)
        item = AgendaItem.objects.create(meeting=meeting, title=idea.title, idea=idea)
        let_go(cast, cast.ada)
        item.refresh_from_db()
        assert (item.title, item.idea) == ("[…]", None)
        assert not IdeaBacking.objects.exists()
        assert "Dogs at school" not in kit_of(cast)

    def test_a_vote_counts_on_without_its_words(self, cast: Cast) -> None:
        seat = convene(cast).reyes_seat
        meeting = Meeting.objects.create(district=cast.live_oak, starts_at=NOW, made_at=NOW)
        motion = Motion.objects.create(meeting=meeting, text="Longer lunch", moved_by=seat)
        Vote.objects.create(
            motion=motion, seat=seat, person=cast.reyes, choice="against",
            dissent="My teachers need the time.", cast_at=NOW,
        )  # fmt: skip
        let_go(cast, cast.reyes)
        vote = Vote.objects.get()
        assert (vote.choice, vote.person, vote.dissent) == ("against", None, "")

    def test_a_name_is_struck_where_others_wrote_it(self, cast: Cast) -> None:
        decision = Decision.objects.create(
            district=cast.live_oak, title="Ask ms. okafor about maps", made_at=NOW,
            text="Grace Okafor knows. So does Daniel Ito. Okaforest is a wood.",
        )  # fmt: skip
        Person.objects.filter(pk=cast.okafor.pk).update(
            title="Ms.", given_name="Grace", family_name="Okafor"
        )
        cast.okafor.refresh_from_db()
        let_go(cast, cast.okafor)
        decision.refresh_from_db()
        assert decision.title == "Ask […] about maps"
        assert decision.text == "[…] knows. So does Daniel Ito. Okaforest is a wood."

    def test_a_first_name_alone_is_nobodys_for_certain(self, cast: Cast) -> None:
        decision = Decision.objects.create(
            district=cast.live_oak, title="The Ada Lovelace day", made_at=NOW
        )
        let_go(cast, cast.ada)
        decision.refresh_from_db()
        assert decision.title == "The Ada Lovelace day"

    def test_nothing_of_another_district_changes(self, cast: Cast) -> None:
        theirs = Decision.objects.create(
            district=cast.cedar, title=f"Ask {cast.okafor.full_name}", made_at=NOW
        )
        let_go(cast, cast.okafor)
        theirs.refresh_from_db()
        assert cast.okafor.full_name in theirs.title


class TestKeptEditions:
    """A made book never changes, but for an erasure: without the quote, and it says that something is gone."""

    def quoted(self, cast: Cast) -> dict[str, Book]:
        card = shown_card(cast)
        for person, text, guardian in (
            (cast.ada, SAID, cast.rosa), (cast.okafor, "They come early.", cast.okafor),
        ):  # fmt: skip
            voice = write_voice(
                card=card, person=person, text=text, language="en", by=None, now=NOW
            )
            agree_voice(voice=voice, by=guardian, now=NOW)
        return make(cast, "playbook")

    def test_are_without_the_quote_and_say_so_in_both_languages(self, cast: Cast) -> None:
        books = self.quoted(cast)
        assert all(SAID in all_words(one) for one in books.values())
        let_go(cast, cast.ada)
        for one in books.values():
            one.refresh_from_db()
            assert SAID not in all_words(one)
            assert "They come early." in all_words(one)
        assert "something was taken out of this copy" in books["en"].told["notes"][-1]
        assert "se quitó algo de esta copia" in books["es"].told["notes"][-1]
        assert SAID not in kit_of(cast)

    def test_are_set_anew_by_the_worker(self, cast: Cast) -> None:
        book = self.quoted(cast)["en"]
        before = book.digest
        let_go(cast, cast.ada)
        book.refresh_from_db()
        with pytest.raises(BeingSetAnew):
            bytes_of(book)
        assert len(set_books_anew(district=cast.live_oak, now=NOW)) == 2
        book.refresh_from_db()
        assert bytes_of(book).startswith(b"%PDF")
        assert book.digest != before
        assert set_books_anew(district=cast.live_oak, now=NOW) == []

    def test_stay_byte_for_byte_where_nothing_of_the_person_is_in_them(
        self, cast: Cast
    ) -> None:
        book = self.quoted(cast)["en"]
        let_go(cast, cast.ben)
        after = Book.objects.get(pk=book.pk)
        assert (after.told, after.digest) == (book.told, book.digest)

    def test_that_are_being_made_meanwhile_are_not_kept(self, cast: Cast) -> None:
        self.quoted(cast)
        n_books = Book.objects.count()
        job = ask_for_book(district=cast.live_oak, kind="playbook", by=cast.whitfield, now=NOW)
        erased: list[bool] = []

        def clock() -> object:
            running = BookJob.objects.filter(pk=job.pk, state="running", step="keeping")
            if running.exists() and not erased:
                erased.append(True)
                let_go(cast, cast.ada)
            return NOW

        do_book_job(uuid=job.uuid, clock=clock)  # type: ignore[arg-type]
        assert erased
        assert Book.objects.count() == n_books

    def test_are_in_the_plan_before_anything_goes(self, cast: Cast) -> None:
        self.quoted(cast)
        plan = plan_erasure(district=cast.live_oak, person=cast.ada)
        assert ("change_book", "told", 2) in {
            (one.table, one.column, one.n) for one in plan.rewriting
        }
        worry(cast.ada, "One more thing.", "student", is_named=False)
        with pytest.raises(PlanIsStale):
            erase(plan=plan, by=cast.whitfield, now=NOW)
