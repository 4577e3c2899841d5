"""An OATutor course: which steps become items, and why the others do not."""

from __future__ import annotations

import pytest
from cast import NOW

from ownpath.engine.items import (
    grade,
    hints,
    instantiate,
    key_fields,
    read_response,
    show,
    solution,
)
from ownpath.interchange.oatutor.records import (
    CourseRecord,
    LessonRecord,
    ProblemRecord,
    SkillRecord,
    StepRecord,
    TutoringRecord,
)
from ownpath.school.curriculum.imports import Outcome, apply_import, plan_course_import
from ownpath.school.curriculum.imports.course_answers import attempts, plain_of
from ownpath.school.curriculum.imports.course_steps import Made, make_item
from ownpath.school.curriculum.models import Activity, Competency, Framework, Item
from ownpath.school.curriculum.queries import definition_at, servable_items

LICENSE = "https://creativecommons.org/licenses/by/4.0/ <CC BY 4.0>"


def step(
    answer: str,
    title: str = "Find it.",
    *,
    name: str = "s1",
    answer_type: str = "arithmetic",
    choices: tuple[str, ...] = (),
    tutoring: tuple[TutoringRecord, ...] = (),
) -> StepRecord:
    """Return one step."""
    return StepRecord(
        id=name,
        title=title,
        body="",
        problem_type="MultipleChoice" if choices else "TextBox",
        answer_type=answer_type,
        answers=(answer,),
        choices=choices,
        skills=("adding",),
        tutoring=tutoring,
    )


def make(one: StepRecord, *, title: str = "A problem") -> Made:
    """Return the item of a step."""
    problem = ProblemRecord(id="p1", title=title, body="", steps=(one,))
    return make_item(problem, one, competencies=["adding"], language="en")


def takes(made: Made, *answers: str) -> list[bool]:
    """Return which of the answers an item grades as right."""
    assert made.definition is not None, made.why_not
    instance = instantiate(made.definition, seed=1)
    fields = [{"answer": [answer]} for answer in answers]
    return [grade(instance, read_response(one, language="en")).is_correct for one in fields]


def course(*steps: StepRecord, needs_figure: bool = False) -> CourseRecord:
    """Return a course of one lesson, one skill and one problem."""
    problem = ProblemRecord(
        id="p1", title="A problem", body="", steps=steps, needs_figure=needs_figure
    )
    return CourseRecord(
        name="Algebra",
        language="en",
        license=LICENSE,
        attribution="OATutor content.\nThe OATutor Project",
        lessons=(
            LessonRecord(id="l1", name="Lesson 1", topics="Sums", objectives=("adding",)),
        ),
        skills=(SkillRecord(id="adding", title="Adding"),),
        problems=(problem,),
    )


def bring_in(one: CourseRecord) -> Outcome:
    """Import a course."""
    return apply_import(
        plan=plan_course_import(course=one, problems=[]), now=NOW, progress=None
    )


class TestPlainOf:
    """`plain_of`."""

    @pytest.mark.parametrize(
        ("latex", "plain"),
        [
            ("$$-540$$", "-540"),
            (r"$$\frac{\sqrt{77}}{14}$$", "((sqrt(77))/(14))"),
            (r"$$\left(x+16\right) \left(x+3\right)$$", "(x+16 ) (x+3 )"),
            (r"$$5.2\times{10}^{-3}$$", "5.2*(10)^(-3)"),
            (r"$$x \leq 3$$", "x <= 3"),
            ("2,800", "2,800"),
            ("8,13", "8,13"),
            (r"$$\frac{1$$", r"\frac(1"),
            ("", ""),
        ],
    )
    def test_writes_an_answer_as_on_a_keyboard(self, latex: str, plain: str) -> None:
        assert plain_of(latex) == plain


class TestMakeItem:
    """`make_item`."""

    @pytest.mark.parametrize(
        ("answer", "kind"),
        [
            ("$$2$$", "numeric"),
            ("$$0$$", "numeric"),
            ("$$n=12$$", "numeric"),
            (r"$$\frac{-3}{4}$$", "numeric"),
            (r"$$1\frac{1}{2}$$", "numeric"),
            ("$$10x^4 y^3$$", "algebraic"),
            ("$$y=2x+1$$", "algebraic"),
            ("y**4", "algebraic"),
            ("DNE", "short_text"),
        ],
    )
    def test_makes_what_the_answer_is(self, answer: str, kind: str) -> None:
        made = make(step(answer))
        assert made.definition is not None
        assert made.definition.type == kind

    def test_reads_numbers_exactly(self) -> None:
        assert takes(make(step(r"$$\frac{-3}{4}$$")), "-3/4", "-0.75", "3/4") == [
            True,
            True,
            False,
        ]
        assert takes(make(step(r"$$1\frac{1}{2}$$")), "1 1/2", "1.5", "1/2") == [
            True,
            True,
            False,
        ]
        assert takes(make(step("$$n=12$$")), "n = 12", "12", "-12") == [True, True, False]

    def test_tells_thousands_from_two_numbers(self) -> None:
        assert takes(make(step("$$2,800$$")), "2800", "2,800") == [True, True]
        assert takes(make(step("330,367", answer_type="string")), "330, 367", "330367") == [
            True,
            False,
        ]

    def test_asks_for_the_form_the_question_asks_for(self) -> None:
        made = make(step("$$(5a-6)(2a-1)$$", "$$10a^2-17a+6$$"), title="Factor.")
        given = takes(made, "(2a-1)(5a-6)", "10a^2-17a+6", "(2a-1)(5a+6)")
        assert given == [True, False, False]

    def test_takes_solutions_in_any_order(self) -> None:
        made = make(step("x=-2, x=-1", answer_type="string"))
        assert takes(made, "x = -1, x = -2", "x=-2,x=-1", "x=2, x=1") == [True, True, False]
        asked = make(step("8,13", "Find the numbers.", answer_type="string"))
        assert takes(asked, "13, 8", "8,13", "-8,13") == [True, True, False]
        ordered = make(step("330,367", "How many of each?", answer_type="string"))
        assert takes(ordered, "330, 367", "367,330") == [True, False]

    def test_leaves_out_what_a_copy_of_the_question_would_answer(self) -> None:
        made = make(step("$$5^{12}$$", r"$$\left(5^4\right)^3$$"))
        assert (made.definition, made.code) == (None, "course.copied")

    def test_leaves_out_what_no_grader_reads(self) -> None:
        made = make(step(r"$$2\sqrt[3]{4x}$$"))
        assert (made.definition, made.code) == (None, "course.unread")
        assert "no grader reads" in made.why_not

    def test_leaves_out_a_step_that_asks_nothing(self) -> None:
        assert make(step("$$2$$", ""), title="").code == "course.empty"

    def test_offers_every_choice_and_marks_the_right_one(self) -> None:
        made = make(step("No", answer_type="string", choices=("Yes", "No", r"$$\frac{1}{2}$$")))
        assert made.definition is not None
        instance = instantiate(made.definition, seed=1)
        assert [one.spoken for one in show(instance, language="en").parts[0].choices] == [
            *("Yes", "No", "one half")
        ]
        assert grade(instance, read_response(key_fields(instance), language="en")).is_correct

    def test_never_takes_a_choice_without_a_right_one(self) -> None:
        assert (
            make(step("Maybe", answer_type="string", choices=("Yes", "No"))).definition is None
        )

    def test_shows_money_and_mathematics(self) -> None:
        made = make(step("$$2$$", r"A $5 bill and $$\$4.20$$ and $$\frac{1}{2}$$"))
        assert made.definition is not None
        html = show(instantiate(made.definition, seed=1), language="en").prompt_html
        assert "A $5 bill and $4.20 and <math" in html
        assert made.raw == ""

    def test_gives_hints_in_order_and_a_scaffolds_answer_with_the_next_one(self) -> None:
        told = (
            TutoringRecord(
                id="h2", type="hint", title="Then", text="Add.", dependencies=("h1",)
            ),
            TutoringRecord(
                id="h1", type="scaffold", title="", text="What is $$1+1$$?", answers=("$$2$$",)
            ),
        )
        made = make(step("$$4$$", tutoring=told))
        assert made.definition is not None
        instance = instantiate(made.definition, seed=1)
        first, second = hints(instance, "en")
        assert "What is" in first.spoken
        assert second.spoken == "It is 2. Then: Add."
        assert solution(instance, "en")[-1].spoken == "Answer: 4"

    def test_takes_many_hints_and_circles_among_them(self) -> None:
        told = tuple(
            TutoringRecord(
                id=f"h{i}",
                type="hint",
                title="",
                text=f"Word {i}.",
                dependencies=(f"h{(i + 1) % 30}",),
            )
            for i in range(30)
        )
        made = make(step("$$4$$", tutoring=told))
        assert made.definition is not None
        said = " ".join(one.spoken for one in hints(instantiate(made.definition, seed=1), "en"))
        assert all(f"Word {i}." in said for i in range(30))

    def test_has_nothing_to_try_without_an_answer(self) -> None:
        assert list(attempts(step(""), "Find it.")) == []


@pytest.mark.django_db
class TestCourseImport:
    """A course as a framework with items and practice."""

    def test_brings_skills_items_and_practice_with_their_terms(self) -> None:
        outcome = bring_in(course(step("$$2$$"), step(r"$$\sqrt[3]{2}$$", name="s2")))
        assert outcome.counts_in["steps"] == 2
        assert [str(one) for one in outcome.problems] == [
            "problem p1, step s2: no grader reads the answer '$$\\\\sqrt[3]{2}$$'. It is left out."
        ]
        skill = Competency.objects.get(is_assessable=True)
        item = Item.objects.get()
        assert (item.code, item.kind, item.licence) == (
            "oatutor:Algebra:s1",
            "numeric",
            "CC BY 4.0",
        )
        assert item.source == "OATutor content. The OATutor Project"
        assert definition_at(item.pk, item.revision).notation == "latex"
        assert servable_items(competency_ids=[skill.pk])[skill.pk] == [item]
        assert Activity.objects.get().competencies.get() == skill

    def test_never_serves_what_needs_a_figure(self) -> None:
        bring_in(course(step("$$2$$"), needs_figure=True))
        skill = Competency.objects.get(is_assessable=True)
        assert Item.objects.get().needs_figure
        assert servable_items(competency_ids=[skill.pk]) == {skill.pk: []}
        assert not Activity.objects.exists()

    def test_changes_nothing_the_second_time(self) -> None:
        bring_in(course(step("$$2$$")))
        assert not bring_in(course(step("$$2$$"))).changed
        assert Framework.objects.get().revision == 1

    def test_takes_an_empty_course(self) -> None:
        assert bring_in(CourseRecord(name="")).counts_in["steps"] == 0
