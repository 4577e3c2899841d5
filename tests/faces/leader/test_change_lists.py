"""Lists of the change: one's place is kept when an idea is backed, and long lists come page by page."""

from __future__ import annotations

import pytest
from cast import NOW, Cast
from django.urls import reverse
from facing import asked_of, sign_in
from practiced import WORDS, shown_card

from ownpath.school.change.models import Idea, PracticeCard
from ownpath.school.change.services.ideas import write_idea

pytestmark = pytest.mark.usefixtures("moment_of_the_cast")
MOST_QUERIES = 15


def an_idea(cast: Cast) -> Idea:
    """Return an idea that waits on the board."""
    return write_idea(
        district=cast.live_oak, campus=None, title="A garden", text="", by=cast.okafor, now=NOW
    )


class TestBackingAnIdea:
    @pytest.mark.parametrize(("who", "face"), [("ada", "student"), ("rosa", "family")])
    def test_changes_the_one_idea_in_its_place(self, cast: Cast, who: str, face: str) -> None:
        idea, client = an_idea(cast), sign_in(cast.everybody[who])
        where = reverse(f"{face}:change_back", args=[idea.uuid, "back"])
        part = client.post(where, headers={"HX-Request": "true"})
        told = part.content.decode()
        assert part.status_code == 200
        assert told.startswith(f'<li id="idea-{idea.uuid}">')
        assert 'aria-pressed="true" data-focus' in told
        assert reverse(f"{face}:change_back", args=[idea.uuid, "unback"]) in told
        assert "<html" not in told

    def test_leads_back_to_the_idea_without_script(self, cast: Cast) -> None:
        idea, client = an_idea(cast), sign_in(cast.ada)
        answer = client.post(reverse("student:change_back", args=[idea.uuid, "back"]))
        assert answer["Location"] == f"{reverse('student:change')}#idea-{idea.uuid}"
        assert f'id="idea-{idea.uuid}"' in client.get("/me/change/").content.decode()

    def test_leads_a_leader_back_to_the_page_and_the_idea(self, cast: Cast) -> None:
        idea = an_idea(cast)
        where = reverse("leader:idea_do", args=[idea.uuid, "back"])
        answer = sign_in(cast.whitfield).post(f"{where}?page=2")
        assert answer["Location"] == f"{reverse('leader:ideas')}?page=2#i{idea.uuid}"


class TestPracticeCards:
    def test_come_page_by_page_the_proven_first(self, cast: Cast) -> None:
        shown_card(cast)
        PracticeCard.objects.bulk_create(
            PracticeCard(district=cast.live_oak, words=WORDS, made_at=NOW) for _n in range(55)
        )
        client = sign_in(cast.whitfield)
        n, first = asked_of(client, reverse("leader:practices"))
        told = first.content.decode()
        assert n <= MOST_QUERIES, f"{n} queries"
        assert told.count('class="card practice-line"') == 50
        assert told.index("Promising, not proven.") < told.index("Seen by leaders only.")
        assert "page=2" in told
        second = client.get(f"{reverse('leader:practices')}?page=2").content.decode()
        assert second.count('class="card practice-line"') == 6
