"""A small pack of ours: what it brings, what a change of it changes, what is gone from it."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest
from cast import NOW

from ownpath.interchange.packs.read import read_pack
from ownpath.school.curriculum.imports import (
    ImportPlan,
    ImportRefused,
    Outcome,
    apply_import,
    plan_pack_import,
)
from ownpath.school.curriculum.imports.types import BelongsElsewhere, PlanIsStale
from ownpath.school.curriculum.models import (
    Activity,
    Alignment,
    Competency,
    Framework,
    Item,
    ItemRevision,
    Pack,
    Prerequisite,
    Theme,
)
from ownpath.school.curriculum.queries import definition_at, get_map

pytestmark = pytest.mark.django_db

PACK = """
format: 1
id: little
version: 1.0.0
title: {en: Little, es: Chiquito}
description: {en: A few things., es: Unas cosas.}
license: CC-BY-4.0
attribution: We
languages: [en, es]
framework:
  id: little-math
  title: {en: Little mathematics, es: Matemáticas chiquitas}
  subject: mathematics
  domains:
    - {code: FR, title: {en: Fractions, es: Fracciones}}
"""
COMPETENCY = """
  - code: {code}
    domain: FR
    statement: {{en: I can do {code}., es: Puedo hacer {code}.}}
    short: {{en: Do {code}, es: Hacer {code}}}
    grade: "{grade}"
    minutes: 60
    good_for: {{en: Life., es: La vida.}}
    alignments:
      - {{framework: ccss-m, code: 3.NF.A.1, match: exact}}
    prerequisites: {{hard: [{hard}], helpful: []}}
"""
TEMPLATE = """
templates:
  - id: halves
    competencies: [A, B]
    type: numeric
    representation: number
    interests: [pets]
    parameters: {n: {int: [2, 400]}}
    steps: {1: {parameters: {n: {int: [2, 9]}}}}
    prompt: {en: 'Half of $ {2*n} $?', es: '¿La mitad de $ {2*n} $?'}
    answer: {value: n}
    errors:
      - {value: 2*n, feedback: {en: All of it., es: Es todo.}}
      - {value: 4*n, feedback: {en: Twice., es: El doble.}}
    hints:
      - {en: Share it., es: Repártelo.}
      - {en: Two equal parts., es: Dos partes iguales.}
    solution: {en: 'It is $ {n} $.', es: 'Es $ {n} $.'}
"""
LESSON = """
lessons:
  - id: fold
    title: {en: Fold, es: Doblar}
    competencies: [A]
    grades: ["K", "3"]
    minutes: 20
    group_size: [3, 6]
    interests: []
    goal: {en: They fold., es: Doblan.}
    materials: [{en: Paper, es: Papel}]
    launch: {en: Look., es: Mira.}
    questions: [{en: How?, es: ¿Cómo?}]
    listen_for:
      - {say: {en: Oh, es: Oh}, means: {en: Sees it, es: Lo ve}, respond: {en: Yes, es: Sí}}
    exit_check: [{ask: {en: Fold, es: Dobla}, look_for: {en: Half, es: Mitad}}]
"""
PROJECT = """
projects:
  - id: clinic
    title: {en: Clinic, es: Clínica}
    summary: {en: Plan it., es: Planéala.}
    product: {en: A budget., es: Un presupuesto.}
    grades: ["4"]
    minutes: 180
    group_size: [2, 4]
    competencies: [B]
    hopes: [health-science]
    interests: [pets]
    roles: [{name: {en: Buyer, es: Comprador}, does: {en: Buys., es: Compra.}}]
    steps: [{title: {en: Ask, es: Pregunta}, text: {en: Ask., es: Pregunta.}, minutes: 30}]
    rubric:
      - {criterion: {en: Right, es: Bien}, levels: [{en: Not yet, es: Aún no}, {en: Yes, es: Sí}]}
"""
ACTIVITY = """
activities:
  - id: talk
    kind: conference
    title: {en: Talk, es: Hablar}
    summary: {en: Ten minutes., es: Diez minutos.}
    modality: talk
    minutes: 10
    group_size: [1, 1]
    competencies: []
    grades: ["3"]
    body: {en: Ask., es: Pregunta.}
"""


def write_pack(folder: Path, **files: str) -> Path:
    """Write the small pack, some of its files replaced; an empty text leaves one out."""
    texts = {
        "pack": PACK,
        "vocabularies": dedent("""
            interests: [{id: pets, name: {en: Pets, es: Mascotas}, label: {en: pets, es: mascotas}}]
            """),
        "hopes": dedent("""
            hopes: [{id: health-science, name: {en: Health, es: Salud}, label: {en: health, es: salud}}]
            """),
        "competencies": competencies(A="", B="A"),
        "templates": TEMPLATE,
        "lessons": LESSON,
        "projects": PROJECT,
        "activities": ACTIVITY,
    } | files
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        path = folder / f"{name}.yaml"
        path.write_text(text, encoding="utf-8") if text else path.unlink(missing_ok=True)
    return folder


def competencies(**hard: str) -> str:
    """Return a file of competencies with their hard prerequisites."""
    entries = [
        COMPETENCY.format(code=code, grade="3", hard=before) for code, before in hard.items()
    ]
    return "competencies:" + "".join(entries)


def plan(folder: Path) -> ImportPlan:
    """Plan the import of a folder."""
    records, problems = read_pack(folder)
    return plan_pack_import(records=records, problems=problems)


def bring_in(folder: Path) -> Outcome:
    """Import a folder."""
    return apply_import(plan=plan(folder), now=NOW, progress=None)


class TestPackImport:
    """A first import."""

    def test_brings_everything_the_pack_holds(self, tmp_path: Path) -> None:
        outcome = bring_in(write_pack(tmp_path / "p"))
        assert list(map(str, outcome.problems)) == []
        assert outcome.counts_in["competencies"] == 2
        framework = Framework.objects.get(identifier="little-math")
        assert framework.further["domains"] == {"FR": {"en": "Fractions", "es": "Fracciones"}}
        assert framework.pack == Pack.objects.get(identifier="little")
        first = Competency.objects.get(code="A")
        assert (first.domain, first.grades, first.minutes) == ("FR", ["03"], 60)
        assert first.words["es"]["statement"] == "Puedo hacer A."
        assert first.words["es"]["domain"] == "Fracciones"
        edge = Prerequisite.objects.get()
        assert (edge.before.code, edge.after.code, edge.strength) == ("A", "B", "hard")
        assert set(Alignment.objects.values_list("kind", "outside")) == {
            ("exactMatchOf", "ccss-m 3.NF.A.1")
        }
        assert Theme.objects.get(slug="pets").words["es"] == {
            "name": "Mascotas",
            "label": "mascotas",
        }

    def test_makes_items_that_can_be_put_and_a_practice_for_each_competency(
        self, tmp_path: Path
    ) -> None:
        bring_in(write_pack(tmp_path / "p"))
        item = Item.objects.get()
        assert item.code == "little:item:halves"
        assert {one.code for one in item.competencies.all()} == {"A", "B"}
        assert [one.slug for one in item.themes.all()] == ["pets"]
        assert definition_at(item.pk, item.revision).type == "numeric"
        assert set(Activity.objects.values_list("code", flat=True)) == {
            *("little:practice:A", "little:practice:B", "little:lesson:fold"),
            *("little:project:clinic", "little:activity:talk"),
        }
        practice = Activity.objects.get(code="little:practice:A")
        assert (practice.kind, practice.modality, practice.minutes) == (
            "practice",
            "device",
            15,
        )
        assert practice.words["es"]["title"] == "Hacer A"
        framework_map = get_map(Framework.objects.get().pk)
        assert len(framework_map.activities) == 4
        assert [framework_map.competencies[one].code for one in framework_map.order] == [
            "A",
            "B",
        ]

    def test_keeps_whole_cards(self, tmp_path: Path) -> None:
        bring_in(write_pack(tmp_path / "p"))
        lesson = Activity.objects.get(kind="small_group_lesson")
        assert lesson.modality == "teacher_group"
        assert (lesson.group_min, lesson.group_max, lesson.grades) == (3, 6, ["KG", "03"])
        assert lesson.words["es"]["materials"] == ["Papel"]
        assert lesson.words["en"]["listen_for"][0]["means"] == "Sees it"
        project = Activity.objects.get(kind="project")
        assert project.words["es"]["roles"] == [{"name": "Comprador", "does": "Compra."}]
        assert {one.slug for one in project.themes.all()} == {"pets", "health-science"}
        talk = Activity.objects.get(kind="conference")
        assert (talk.modality, talk.words["en"]["body"]) == ("teacher_group", "Ask.")

    def test_names_circles_and_what_cannot_be_read(self, tmp_path: Path) -> None:
        bad = TEMPLATE.replace("answer: {value: n}", "answer: {value: m}")
        files = {"competencies": competencies(A="B", B="A"), "templates": bad}
        outcome = bring_in(write_pack(tmp_path / "p", **files))
        assert {one.code for one in outcome.problems} >= {"graph.cycle", "pack.template"}
        assert Prerequisite.objects.count() == 1
        assert not Item.objects.exists()
        assert not Activity.objects.filter(kind="practice").exists()

    def test_refuses_what_cannot_be_read_whole(self, tmp_path: Path) -> None:
        folder = write_pack(tmp_path / "p", lessons="lessons: [")
        with pytest.raises(ImportRefused):
            plan(folder)
        with pytest.raises(ImportRefused):
            plan(tmp_path / "nowhere")


class TestSecondImport:
    """The same pack again, changed or not."""

    def test_changes_nothing_when_nothing_changed(self, tmp_path: Path) -> None:
        folder = write_pack(tmp_path / "p")
        bring_in(folder)
        again = bring_in(folder)
        assert not again.changed
        assert Framework.objects.get().revision == 1
        assert Item.objects.get().revision == 1

    def test_raises_the_revision_of_what_changed_and_of_the_framework(
        self, tmp_path: Path
    ) -> None:
        folder = write_pack(tmp_path / "p")
        bring_in(folder)
        item = Item.objects.get()
        write_pack(folder, templates=TEMPLATE.replace("[2, 400]", "[2, 500]"))
        outcome = bring_in(folder)
        changed = {one.table: one.changed for one in outcome.tables if one.changed}
        assert changed == {"packs": 1, "items": 1}
        again = Item.objects.get()
        assert (again.pk, again.uuid, again.revision) == (item.pk, item.uuid, 2)
        assert Framework.objects.get().revision == 2

    def test_keeps_what_an_item_was(self, tmp_path: Path) -> None:
        folder = write_pack(tmp_path / "p")
        bring_in(folder)
        before = Item.objects.get()
        write_pack(folder, templates=TEMPLATE.replace("[2, 400]", "[2, 500]"))
        bring_in(folder)
        bring_in(folder)
        kept = ItemRevision.objects.get()
        assert (kept.item, kept.revision, kept.definition) == (before, 1, before.definition)
        assert definition_at(before.pk, 1) != definition_at(before.pk, 2)

    def test_retires_what_is_gone_and_takes_it_back(self, tmp_path: Path) -> None:
        folder = write_pack(tmp_path / "p")
        bring_in(folder)
        files = {
            "templates": "",
            "lessons": "",
            "projects": "",
            "competencies": competencies(A=""),
        }
        write_pack(folder, **files)
        bring_in(folder)
        assert Competency.objects.get(code="B").ended_at == NOW
        assert Item.objects.get().is_retired
        assert list(
            Activity.objects.filter(is_retired=False).values_list("kind", flat=True)
        ) == ["conference"]
        assert not Prerequisite.objects.exists()
        assert not bring_in(folder).changed
        bring_in(write_pack(folder))
        assert Competency.objects.get(code="B").ended_at is None
        assert not Item.objects.get().is_retired
        assert not Activity.objects.filter(is_retired=True).exists()
        assert Prerequisite.objects.count() == 1

    def test_is_refused_when_the_content_changed_since_the_plan(self, tmp_path: Path) -> None:
        folder = write_pack(tmp_path / "p")
        old = plan(folder)
        bring_in(folder)
        with pytest.raises(PlanIsStale):
            apply_import(plan=old, now=NOW, progress=None)

    def test_leaves_another_packs_framework_alone(self, tmp_path: Path) -> None:
        bring_in(write_pack(tmp_path / "p"))
        with pytest.raises(BelongsElsewhere):
            plan(write_pack(tmp_path / "q", pack=PACK.replace("id: little\n", "id: other\n")))

    def test_serves_another_packs_competencies(self, tmp_path: Path) -> None:
        bring_in(write_pack(tmp_path / "p"))
        who = PACK.partition("framework:")[0].replace("id: little\n", "id: other\n")
        files = {"pack": who + "uses: [little]\n", "competencies": "", "activities": ""}
        outcome = bring_in(write_pack(tmp_path / "q", **files))
        assert list(map(str, outcome.problems)) == []
        item = Item.objects.get(code="other:item:halves")
        assert {one.code for one in item.competencies.all()} == {"A", "B"}
        assert Framework.objects.get().revision == 2

    def test_asks_as_many_queries_for_few_as_for_many(
        self, tmp_path: Path, django_assert_max_num_queries: object
    ) -> None:
        few = write_pack(tmp_path / "p")
        with django_assert_max_num_queries(60):  # type: ignore[operator]
            bring_in(few)
        many = competencies(A="", B="A", **{f"C{i}": "B" for i in range(60)})
        write_pack(few, competencies=many)
        with django_assert_max_num_queries(60):  # type: ignore[operator]
            bring_in(few)
        assert Prerequisite.objects.count() == 61
