"""A pack that comes again leaves what was written here, names it, and takes the file's only where it is chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from cast import NOW, Cast

from ownpath.errors import NotAllowed, NotFound
from ownpath.interchange.packs.one_entry import write_entry
from ownpath.interchange.packs.skeleton import pack_skeleton
from ownpath.school.curriculum.imports import Outcome, import_file
from ownpath.school.curriculum.imports.copying import NoOwnPack, make_it_mine
from ownpath.school.curriculum.imports.own_pack import begin_own_pack
from ownpath.school.curriculum.models import Competency, Item
from ownpath.school.curriculum.services import (
    add_template,
    bring_back,
    put_back,
    read_draft,
    save_template,
    take_out,
    undo_taking,
)

WORDS, PICTURE = "ours:item:ours-join-words", "ours:item:ours-join-picture"
Bring = Callable[..., Outcome]


@pytest.fixture
def bring(cast: Cast, tmp_path: Path) -> Bring:
    """Return what brings a pack in as Live Oak: with other words in the file, or without a template."""

    def do(say: str = "stickers", *, without: str = "", take: tuple[str, ...] = ()) -> Outcome:
        for path, data in pack_skeleton("ours", title="Ours").items():
            if path.startswith("templates"):
                kept = [one for one in data["templates"] if one["id"] not in without]  # type: ignore[attr-defined]
                data = {"templates": kept}
            if path.startswith("lessons") and without:
                continue
            file = tmp_path / path
            file.parent.mkdir(exist_ok=True)
            file.write_text(write_entry(data, first=()).replace("stickers", say))
        return import_file(
            tmp_path, kind="pack", owner_id=cast.live_oak.pk, now=NOW, progress=None, take=take
        )

    return do


def said(code: str) -> str:
    return str(Item.objects.get(code=code).definition["prompt"]["en"])


def write(cast: Cast, code: str, say: str) -> Item:
    """Change a template in the editor."""
    item = Item.objects.select_related("pack").get(code=code)
    text = write_entry(item.definition, first=()).replace("stickers", say)
    assert item.pack is not None
    draft = read_draft(
        text, named=item.definition["id"], district_id=cast.live_oak.pk, pack=item.pack
    )
    return save_template(
        item=item, revision=item.revision, draft=draft, district_id=cast.live_oak.pk
    )


class TestAPackThatComesAgain:
    def test_leaves_what_was_written_here(self, cast: Cast, bring: Bring) -> None:
        bring()
        write(cast, WORDS, "marbles")

        same, other = bring(), bring("shells")

        assert "marbles" in said(WORDS)
        assert [(one.code, one.is_new_in_file) for one in same.edited] == [(WORDS, False)]
        assert [(one.code, one.is_new_in_file) for one in other.edited] == [(WORDS, True)]
        assert "marbles" in str(other.edited[0].ours)
        assert "shells" in str(other.edited[0].theirs)

    def test_takes_the_files_where_it_is_chosen_and_gives_ours_back(
        self, cast: Cast, bring: Bring
    ) -> None:
        bring()
        ours = write(cast, WORDS, "marbles")

        (taken,) = bring("shells", take=(WORDS,)).edited
        assert "shells" in said(WORDS)
        assert bring("shells").edited == ()

        n = undo_taking(
            taken=[(str(taken.uuid), taken.revision, False)], district_id=cast.live_oak.pk
        )
        assert (n, "marbles" in said(WORDS)) == (1, True)
        assert bring("shells").edited[0].is_new_in_file is False
        ours.refresh_from_db()
        assert ours.revision == 4

    def test_that_lacks_a_template_written_on_leaves_it(self, cast: Cast, bring: Bring) -> None:
        bring()
        write(cast, WORDS, "marbles")

        (one,) = bring(without="ours-join-words").edited
        assert (one.theirs, Item.objects.get(code=WORDS).is_retired) == (None, False)

        bring(without="ours-join-words", take=(WORDS,))
        assert Item.objects.get(code=WORDS).is_retired
        undo_taking(taken=[(str(one.uuid), one.revision, False)], district_id=cast.live_oak.pk)
        assert not Item.objects.get(code=WORDS).is_retired

    def test_leaves_one_added_here(self, cast: Cast, bring: Bring) -> None:
        bring()
        item = Item.objects.select_related("pack").get(code=WORDS)
        assert item.pack is not None
        text = write_entry({**item.definition, "id": "new-here"}, first=())
        draft = read_draft(text, named="", district_id=cast.live_oak.pk, pack=item.pack)
        new = add_template(pack=item.pack, draft=draft, district_id=cast.live_oak.pk)

        again = bring()

        new.refresh_from_db()
        assert (new.is_retired, again.edited, again.changed) == (False, (), False)

    def test_leaves_out_what_was_taken_out_here(self, cast: Cast, bring: Bring) -> None:
        bring()
        item = Item.objects.get(code=PICTURE)
        take_out(item=item, district_id=cast.live_oak.pk)

        (one,) = bring().edited
        assert (one.code, one.ours) == (PICTURE, None)
        assert Item.objects.get(code=PICTURE).is_retired
        put_back(item=item, district_id=cast.live_oak.pk)
        assert bring().edited == ()

    def test_changes_what_nobody_wrote_on_as_before(self, cast: Cast, bring: Bring) -> None:
        bring()
        write(cast, PICTURE, "nothing").refresh_from_db()

        bring("shells")

        assert "shells" in said(WORDS)


class TestBringingBack:
    def test_is_for_ones_own_and_for_versions_there_were(
        self, cast: Cast, bring: Bring
    ) -> None:
        bring()
        item = write(cast, WORDS, "marbles")

        with pytest.raises(NotAllowed):
            bring_back(item=item, revision=1, district_id=cast.cedar.pk)
        with pytest.raises(NotFound):
            bring_back(item=item, revision=7, district_id=cast.live_oak.pk)
        bring_back(item=item, revision=1, district_id=cast.live_oak.pk)
        assert "stickers" in said(WORDS)


class TestMakingATemplateOnesOwn:
    def test_copies_it_with_its_competency_once(self, cast: Cast) -> None:
        name = begin_own_pack(district=cast.live_oak, title="Ours", now=NOW)
        shared = cast.items[0]
        before = shared.definition

        first, second = (make_it_mine(item=shared, district=cast.live_oak) for _ in range(2))

        assert (first.pack, first.pk != second.pk) == (second.pack, True)
        assert first.definition["prompt"] == before["prompt"]
        competency = Competency.objects.get(
            framework__identifier=name, further__written_here=True
        )
        assert list(first.competencies.all()) == list(second.competencies.all()) == [competency]
        aligned = competency.alignments.get().destination
        assert aligned is not None
        assert aligned.framework == cast.framework
        shared.refresh_from_db()
        assert shared.definition == before

    def test_needs_a_pack_first(self, cast: Cast) -> None:
        with pytest.raises(NoOwnPack):
            make_it_mine(item=cast.items[0], district=cast.live_oak)
