"""Records staff see what is covered and leaf through templates; teachers print sheets."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from cast import NOW, Cast
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from facing import sign_in

from ownpath.interchange.qti.read import read_items
from ownpath.school.curriculum.imports.own_pack import begin_own_pack
from ownpath.school.curriculum.models import Competency, Pack
from ownpath.school.curriculum.queries import library
from ownpath.school.people.queries import sections_taught
from ownpath.school.privacy.models import AuditEntry


@pytest.fixture
def office(cast: Cast, moment_of_the_cast: None) -> Client:
    """Return a client signed in as records staff of Live Oak."""
    return sign_in(cast.clerk)


class TestCoverage:
    def test_counts_for_every_competency(self, office: Client, cast: Cast) -> None:
        page = office.get(reverse("office:content"))

        lines = {line.code: line for line in page.context["page"].lines}
        assert set(lines) == {one.code for one in cast.competencies}
        assert lines[cast.competencies[0].code].sheets == ("en", "es")

    def test_asks_the_database_few_times(
        self, office: Client, cast: Cast, django_assert_max_num_queries: object
    ) -> None:
        office.get(reverse("office:content"))

        with django_assert_max_num_queries(15):  # type: ignore[operator]
            office.get(reverse("office:content"))

    def test_says_the_same_where_more_was_tried_than_is_kept(
        self, office: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def sheets() -> dict[str, tuple[str, ...]]:
            page = office.get(reverse("office:content")).context["page"]
            return {line.code: line.sheets for line in page.lines}

        first = sheets()
        assert all(first.values())
        assert len(first) > 1
        one = next(iter(library._printable_kept))
        monkeypatch.setattr(library, "MOST_PRINTABLE_KEPT", 1)
        monkeypatch.setattr(library, "_printable_kept", {one: library._printable_kept[one]})
        assert sheets() == first

    def test_reads_all_templates_in_one_query_at_the_first_opening_of_a_process(
        self,
        office: Client,
        cast: Cast,
        monkeypatch: pytest.MonkeyPatch,
        django_assert_max_num_queries: Callable[
            ..., AbstractContextManager[CaptureQueriesContext]
        ],
    ) -> None:
        office.get(reverse("office:home"))
        monkeypatch.setattr(library, "_printable_kept", {})

        with django_assert_max_num_queries(15) as asked:
            office.get(reverse("office:content"))

        assert len(cast.items) > 1
        assert sum('"definition"' in one["sql"] for one in asked.captured_queries) == 1


class TestTemplatePage:
    def test_leafs_by_seed_step_and_language(self, office: Client, cast: Cast) -> None:
        address = reverse("office:template", args=[cast.items[0].uuid])

        first, other = (
            office.get(address, {"seed": seed, "step": "3", "language": "es"}) for seed in "12"
        )

        assert first.context["page"].leaf != other.context["page"].leaf
        assert "¿Cuál es la mitad" in first.content.decode()
        assert 'data-arrow="ArrowRight"' in first.content.decode()

    def test_keeps_what_is_asked_within_bounds(self, office: Client, cast: Cast) -> None:
        address = reverse("office:template", args=[cast.items[0].uuid])

        page = office.get(address, {"seed": "99999999", "step": "x", "language": "fr"})

        shown = page.context["page"]
        assert (shown.seed, shown.step, shown.language) == (9_999, 1, "en")

    def test_hides_what_another_district_owns(self, office: Client, cast: Cast) -> None:
        item = cast.items[0]
        item.pack = Pack.objects.create(identifier="theirs", owner=cast.cedar)
        item.save()

        assert office.get(reverse("office:template", args=[item.uuid])).status_code == 404


class TestSheets:
    def test_are_listed_for_teachers(self, cast: Cast, moment_of_the_cast: None) -> None:
        page = sign_in(cast.okafor).get(reverse("teacher:sheets"))

        assert cast.competencies[0].code in page.content.decode()

    def test_begin_with_the_grade_the_teacher_teaches(
        self, cast: Cast, moment_of_the_cast: None
    ) -> None:
        Competency.objects.filter(pk=cast.competencies[-1].pk).update(grades=["02"])
        Competency.objects.filter(pk=cast.competencies[0].pk).update(grades=["04"])
        section = sections_taught(teacher=cast.okafor, today=NOW.date())[0]
        section.grades = ["04"]
        section.save()

        shelf = sign_in(cast.okafor).get(reverse("teacher:sheets")).context["page"]
        other = sign_in(cast.okafor).get(reverse("teacher:sheets"), {"grade": "02"})

        assert shelf.grades[0][0] != shelf.grade == "04"
        assert other.context["page"].grade == "02"

    def test_print_the_same_again(self, cast: Cast, moment_of_the_cast: None) -> None:
        teacher = sign_in(cast.okafor)
        address = reverse("teacher:sheet", args=[cast.competencies[0].uuid])

        pages = [teacher.get(address, {"number": n, "language": "es"}) for n in ("7", "7", "8")]

        sheets = [page.context["sheet"] for page in pages]
        assert sheets[0] == sheets[1] != sheets[2]
        assert "Respuestas" in pages[0].content.decode()

    def test_are_not_for_frameworks_of_others(
        self, cast: Cast, moment_of_the_cast: None
    ) -> None:
        cast.framework.owner = cast.live_oak
        cast.framework.save()
        address = reverse("teacher:sheet", args=[cast.competencies[0].uuid])

        assert sign_in(cast.lund).get(address).status_code == 404
        assert sign_in(cast.okafor).get(address).status_code == 200


class TestCards:
    def test_show_a_teacher_what_to_ask_and_listen_for(
        self, cast: Cast, moment_of_the_cast: None
    ) -> None:
        teacher, name = (
            sign_in(cast.okafor),
            begin_own_pack(district=cast.live_oak, title="Ours", now=NOW),
        )
        own = Competency.objects.get(framework__identifier=name)

        for language, heard in (("en", "I counted them all"), ("es", "Las conté todas")):
            page = teacher.get(
                reverse("teacher:cards", args=[own.uuid]), {"language": language}
            )
            (card,) = page.context["cards"]
            assert heard in page.content.decode()
            assert (card.is_project, len(card.questions), len(card.exit_check)) == (False, 1, 1)
        shelf = teacher.get(reverse("teacher:sheets"), {"framework": own.framework.uuid})
        assert reverse("teacher:cards", args=[own.uuid]) in shelf.content.decode()
        assert (
            sign_in(cast.lund).get(reverse("teacher:cards", args=[own.uuid])).status_code == 404
        )


class TestTakingItOut:
    def test_sends_the_questions_of_a_grade(self, office: Client, cast: Cast) -> None:
        asked = {"framework": str(cast.framework.uuid), "grade": ""}

        sent = office.get(reverse("office:content_export"), asked)

        package, problems = read_items(sent.content)
        assert problems == []
        assert package is not None
        assert len(package.items) == 3 * len(cast.items)
        assert AuditEntry.objects.get(deed="content.export").actor == cast.clerk

    def test_is_not_for_frameworks_of_others(self, office: Client, cast: Cast) -> None:
        cast.framework.owner = cast.cedar
        cast.framework.save()
        address = reverse("office:content_export")

        assert office.get(address, {"framework": str(cast.framework.uuid)}).status_code == 404
        assert office.get(address, {"framework": "x"}).status_code == 404
