"""Content packs: the documented examples read whole; bad files are named and never raise."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ownpath.engine.items import (
    grade,
    instantiate,
    key_fields,
    read_definition,
    read_response,
    try_out,
)
from ownpath.interchange.findings import Findings
from ownpath.interchange.packs.files import load
from ownpath.interchange.packs.read import read_pack

DOCUMENT = Path(__file__).parents[3] / "docs" / "content-format.md"
BLOCK = re.compile(r"```yaml\n# (\S+)\n(.*?)```", re.DOTALL)


@pytest.fixture
def documented(tmp_path: Path) -> Path:
    for name, text in BLOCK.findall(DOCUMENT.read_text(encoding="utf-8")):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path


class TestDocumentedPack:
    def test_is_read_whole(self, documented: Path) -> None:
        records, problems = read_pack(documented)

        assert problems == []
        assert records is not None
        assert records.pack.id == "starter-math"
        counts = (
            len(records.themes),
            len(records.competencies),
            len(records.misconceptions),
            len(records.templates),
        )
        assert counts == (5, 2, 3, 12)
        assert (len(records.lessons), len(records.projects), len(records.activities)) == (
            1,
            1,
            2,
        )
        assert records.competencies[1].hard == ("M3.FR.01",)

    def test_has_templates_that_work(self, documented: Path) -> None:
        records, _ = read_pack(documented)
        assert records is not None

        for template in records.templates:
            definition, faults = read_definition(template.data, where=template.where)
            assert definition is not None
            assert faults == []
            assert try_out(definition, seeds=range(12)) == []
            for seed in range(40):
                instance = instantiate(definition, seed=seed)
                assert grade(
                    instance, read_response(key_fields(instance), language="es")
                ).is_correct

    def test_gives_errors_the_feedback_of_their_misconception(self, documented: Path) -> None:
        records, _ = read_pack(documented)
        assert records is not None
        template = next(t for t in records.templates if t.id == "oa-equal-groups-words")

        assert template.data["errors"][0]["feedback"]["es"].startswith("Juntaste")  # type: ignore[index]


class TestReadPack:
    @pytest.mark.parametrize(
        ("name", "text", "code"),
        [
            ("templates/a.yaml", "templates: [\n", "pack.yaml"),
            ("templates/a.yaml", "- just\n- a list\n", "pack.mapping"),
            ("templates/a.yaml", "", "pack.mapping"),
            ("templates/a.yaml", "recipes: []\n", "pack.kind"),
            ("templates/a.yaml", "templates: []\nlessons: []\n", "pack.kind"),
            ("templates/a.yaml", "templates: 3\n", "pack.list"),
            ("templates/a.yaml", "templates: [3]\n", "entry.mapping"),
            ("templates/a.yaml", "templates: [{id: x, id: y}]\n", "pack.yaml"),
            ("templates/a.yaml", "templates: [&a {id: x}, *a]\n", "pack.yaml"),
            (
                "templates/a.yaml",
                "templates: [!!python/object:os.system {id: x}]\n",
                "pack.yaml",
            ),
            ("templates/a.yaml", "[" * 2000, "pack.yaml"),
            ("templates/a.yaml", "? [a]\n: 1\n", "pack.yaml"),
            (
                "templates/a.yaml",
                "templates: [{id: x, competencies: [NO.1]}]\n",
                "reference.competency",
            ),
            (
                "templates/a.yaml",
                "templates: [{id: fr-order, competencies: [M3.FR.01]}]\n",
                "entry.twice",
            ),
            (
                "templates/a.yaml",
                "templates: [{id: x, competencies: [M3.FR.01], errors: [{misconception: nobody}]}]\n",
                "reference.misconception",
            ),
            (
                "templates/a.yaml",
                "templates: [{id: x, competencies: [M3.FR.01], interests: [opera]}]\n",
                "reference.interest",
            ),
            (
                "vocabularies/b.yaml",
                "interests: [{id: opera, name: Opera, label: {en: a, es: b}}]\n",
                "entry.one_language",
            ),
            (
                "vocabularies/b.yaml",
                "interests: [{id: opera, name: {en: Opera}, label: {en: a, es: b}}]\n",
                "entry.language",
            ),
            (
                "vocabularies/b.yaml",
                "interests: [{name: {en: Opera, es: b}, label: {en: a, es: b}}]\n",
                "entry.code",
            ),
            (
                "competencies/b.yaml",
                "competencies: [{code: X1, domain: ZZ, statement: {en: a, es: b}, short: {en: a, es: b}, grade: 3, "
                "minutes: 30, good_for: {en: a, es: b}, prerequisites: {hard: [NOBODY]}}]\n",
                "reference.competency",
            ),
            (
                "competencies/b.yaml",
                "competencies: [{code: X1, domain: FR, statement: {en: a, es: b}, short: {en: a, es: b}, grade: 14, "
                "minutes: 30, good_for: {en: a, es: b}}]\n",
                "entry.word",
            ),
            ("lessons/b.yaml", "lessons: [{id: x}]\n", "entry.missing"),
            (
                "activities/b.yaml",
                "activities: [{id: x, url: 'javascript:1'}]\n",
                "activity.url",
            ),
        ],
    )
    def test_names_what_it_leaves_out(
        self, documented: Path, name: str, text: str, code: str
    ) -> None:
        file = documented / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

        records, problems = read_pack(documented)

        assert records is not None
        assert len(records.templates) == 12
        assert code in {problem.code for problem in problems}
        assert all(problem.where and problem.what and problem.fix for problem in problems)

    @pytest.mark.parametrize("text", [None, "", "[]", "format: 2\n", "format: 1\nid: 'a b'\n"])
    def test_gives_nothing_without_a_good_pack_file(
        self, documented: Path, text: str | None
    ) -> None:
        (documented / "pack.yaml").unlink()
        if text is not None:
            (documented / "pack.yaml").write_text(text)

        records, problems = read_pack(documented)

        assert records is None
        assert problems

    def test_says_when_there_is_no_folder(self, tmp_path: Path) -> None:
        assert read_pack(tmp_path / "nowhere")[0] is None

    def test_takes_bytes_that_are_no_text_calmly(self, documented: Path) -> None:
        (documented / "templates" / "z.yaml").write_bytes(b"\xff\xfe\x00")

        _, problems = read_pack(documented)

        assert [problem.code for problem in problems] == ["pack.encoding"]

    def test_keeps_places_and_words_as_written(self, documented: Path) -> None:
        (documented / "templates" / "z.yaml").write_text(
            "templates: [{id: z, competencies: [M3.FR.01], answer: {value: 0.10}, notes: yes, title: 2026-01-01}]\n"
        )

        records, _ = read_pack(documented)

        assert records is not None
        data = next(t.data for t in records.templates if t.id == "z")
        assert (data["answer"], data["notes"], data["title"]) == (
            {"value": "0.10"},
            "yes",
            "2026-01-01",
        )

    @settings(
        max_examples=80,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(text=st.text(alphabet="templatsidcory: []{},-\n'\"&*!|>#0.9?", max_size=120))
    def test_never_raises(self, documented: Path, text: str) -> None:
        (documented / "templates" / "z.yaml").write_text(text, encoding="utf-8")

        records, _ = read_pack(documented)

        assert records is not None


class TestWhatIsReadTwice:
    @pytest.mark.parametrize(
        "text",
        [
            "a: &x 1\nb: *x\n",
            "a: {b: &x [1]}\n",
            "a: " + "[" * 40 + "]" * 40 + "\n",
            "a:\n" + "".join(f"{' ' * (i + 1)}k{i}:\n" for i in range(40)),
            "a:\n" + "- " * 40 + "1\n",
        ],
    )
    def test_refuses_anchors_and_what_is_deep(self, text: str) -> None:
        findings = Findings()

        assert load(text, "odd.yaml", findings) is None
        assert len(findings.listed()) == 1

    def test_reads_stars_and_signs_in_texts(self) -> None:
        text = "a: {en: '2 *b &c', x: 3 * 4, y: 'a*b'}\nb: a & b\n"

        assert load(text, "plain.yaml", Findings()) == {
            "a": {"en": "2 *b &c", "x": "3 * 4", "y": "a*b"},
            "b": "a & b",
        }
