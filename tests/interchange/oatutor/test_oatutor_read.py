"""OATutor courses from a tar: read in place, mended or named, never unpacked to disk."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
from collections import Counter
from collections.abc import Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mangled import mangled_bytes, mangled_json

from ownpath.interchange.oatutor.framework import skill_identifier, skills_framework
from ownpath.interchange.oatutor.read import read_course
from ownpath.interchange.oatutor.records import CourseRecord
from ownpath.interchange.problems import Problem, Weight

HINT = {"id": "p1a-h1", "type": "hint", "dependencies": [], "title": "Look", "text": "$$2+2$$"}
SCAFFOLD = {
    "id": "p1a-h2",
    "type": "scaffold",
    "problemType": "MultipleChoice",
    "answerType": "string",
    "hintAnswer": ["Yes"],
    "choices": ["Yes", "No"],
    "dependencies": ["p1a-h1"],
    "title": "Even?",
    "text": "Is it even?",
    "subHints": [{**HINT, "id": "p1a-h2-s1"}],
}
STEP = {
    "id": "p1a",
    "stepAnswer": ["$$4$$"],
    "problemType": "TextBox",
    "stepTitle": "Add.\\nThen check.",
    "stepBody": "",
    "answerType": "arithmetic",
    "answerLatex": "$$4$$",
}
CHOICE = {
    "id": "p2a",
    "stepAnswer": ["A"],
    "problemType": "MultipleChoice",
    "answerType": "string",
    "choices": ["A", "B", "A"],
    "stepTitle": "Pick.",
}
POOL = "course/content-pool"
COURSE: dict[str, Any] = {
    "course/coursePlans.json": [
        {
            "courseName": "Small",
            "language": "en",
            "courseLicense": "https://creativecommons.org/licenses/by/4.0/ <CC BY 4.0>",
            "lessons": [
                {
                    "id": "L1",
                    "name": "Lesson 1.1",
                    "topics": "Adding",
                    "learningObjectives": {"add_whole_numbers": 0.85},
                }
            ],
        }
    ],
    "course/skillModel.json": {"p1a": ["add_whole_numbers"], "p2a": ["pick_one"]},
    "course/ATTRIBUTION.txt": "By many.",
    "course/needs_figures.csv": 'problem_id,figure\n"p2","figure1.gif"\n',
    f"{POOL}/p1/p1.json": {"id": "p1", "title": "Sums", "body": "", "license": "CC BY 4.0"},
    f"{POOL}/p1/steps/p1a/p1a.json": STEP,
    f"{POOL}/p1/steps/p1a/tutoring/p1aDefaultPathway.json": [HINT, SCAFFOLD],
    f"{POOL}/p2/p2.json": {"id": "p2", "title": "Look at it", "body": ""},
    f"{POOL}/p2/steps/p2a/p2a.json": CHOICE,
}
STEP_FILE = f"{POOL}/p1/steps/p1a/p1a.json"
TUTORING_FILE = f"{POOL}/p1/steps/p1a/tutoring/p1aDefaultPathway.json"


def as_text(content: Any) -> str:
    return content if isinstance(content, str) else json.dumps(content)


def packed(files: Mapping[str, Any], *members: tarfile.TarInfo) -> bytes:
    """Return a tar of these files; what is neither text nor bytes goes in as JSON."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for member in members:
            archive.addfile(member, io.BytesIO(b" " * member.size))
        for name, content in files.items():
            data = (
                content
                if isinstance(content, bytes)
                else as_text(content).encode(errors="surrogatepass")
            )
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return buffer.getvalue()


def read_sound(files: Mapping[str, Any]) -> tuple[CourseRecord, list[Problem]]:
    course, problems = read_course(packed(files))
    assert course is not None
    return course, problems


def with_step(**fields: Any) -> dict[str, Any]:
    return {**COURSE, STEP_FILE: {**STEP, **fields}}


class TestReadCourse:
    def test_reads_problems_with_steps_skills_and_tutoring(self) -> None:
        course, _ = read_sound(COURSE)
        [sums, _] = course.problems
        [step] = sums.steps
        assert (step.answers, step.skills) == (("$$4$$",), ("add_whole_numbers",))
        assert [one.type for one in step.tutoring] == ["hint", "scaffold"]
        assert step.tutoring[1].dependencies == ("p1a-h1",)
        assert step.tutoring[1].sub_hints[0].id == "p1a-h2-s1"

    def test_makes_written_out_line_breaks_real(self) -> None:
        course, _ = read_sound(COURSE)
        assert course.problems[0].steps[0].title == "Add.\nThen check."

    def test_reads_the_plan_and_whom_to_thank(self) -> None:
        course, _ = read_sound(COURSE)
        assert (course.name, course.attribution) == ("Small", "By many.")
        assert course.lessons[0].objectives == ("add_whole_numbers",)
        assert [one.title for one in course.skills] == ["Add whole numbers", "Pick one"]

    def test_marks_the_problems_listed_as_needing_a_figure(self) -> None:
        course, _ = read_sound(COURSE)
        assert [one.needs_figure for one in course.problems] == [False, True]

    def test_marks_a_problem_whose_hint_names_a_figure(self) -> None:
        hint = {**HINT, "text": "See ##figure1.gif##"}
        course, _ = read_sound({**COURSE, TUTORING_FILE: [hint]})
        assert course.problems[0].needs_figure

    def test_shows_a_choice_once_and_says_so(self) -> None:
        course, problems = read_sound(COURSE)
        assert course.problems[1].steps[0].choices == ("A", "B")
        assert [problem.code for problem in problems] == ["oatutor.choices-twice"]

    def test_reads_gzip_and_files_alike(self, tmp_path: Path) -> None:
        path = tmp_path / "course.tar.gz"
        path.write_bytes(gzip.compress(packed(COURSE), mtime=0))
        assert read_course(path) == read_course(packed(COURSE))

    def test_finds_the_pool_wherever_it_stands(self) -> None:
        moved = {f"./a/b/{name}": content for name, content in COURSE.items()}
        assert read_sound(moved) == read_sound(COURSE)

    @pytest.mark.parametrize(
        ("files", "code"),
        [
            (with_step(choices=["a", "b"]), "oatutor.textbox-choices"),
            (with_step(problemType="Essay"), "oatutor.type"),
            (with_step(answerType=None), "oatutor.type"),
            (with_step(stepAnswer=[]), "oatutor.no-answer"),
            (with_step(stepAnswer="4"), "oatutor.no-answer"),
            (with_step(problemType="MultipleChoice", choices=["1", "2"]), "oatutor.choices"),
            ({**COURSE, STEP_FILE: b"{"}, "oatutor.not-json"),
            ({**COURSE, STEP_FILE: []}, "oatutor.step"),
            ({**COURSE, TUTORING_FILE: {}}, "oatutor.tutoring"),
            ({**COURSE, TUTORING_FILE: [HINT, HINT]}, "oatutor.tutoring-twice"),
            ({**COURSE, TUTORING_FILE: [SCAFFOLD]}, "oatutor.dependency"),
            ({**COURSE, TUTORING_FILE: [{"type": "hint"}]}, "oatutor.tutoring-entry"),
            ({**COURSE, TUTORING_FILE: [{**SCAFFOLD, "hintAnswer": []}]}, "oatutor.scaffold"),
            ({**COURSE, "course/skillModel.json": []}, "oatutor.skills"),
            ({**COURSE, "course/coursePlans.json": []}, "oatutor.plan"),
            ({**COURSE, f"{POOL}/p3/p3.json": {"id": "p3"}}, "oatutor.no-step"),
        ],
    )
    def test_names_dirt_and_reads_the_rest(self, files: dict[str, Any], code: str) -> None:
        course, problems = read_sound(files)
        assert code in {problem.code for problem in problems}
        assert "p2" in {one.id for one in course.problems}

    def test_does_not_ask_a_step_whose_answer_cannot_be_right(self) -> None:
        course, _ = read_sound(with_step(problemType="MultipleChoice", choices=["1", "2"]))
        assert [one.id for one in course.problems] == ["p2"]

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"\0" * 1024,
            b"not a tar",
            packed({}),
            packed({"readme.txt": "x"}),
            packed(COURSE)[:3000],
            gzip.compress(packed(COURSE), mtime=0)[:-40],
            gzip.compress(b"not a tar", mtime=0),
        ],
    )
    def test_refuses_what_is_no_whole_course(self, data: bytes) -> None:
        course, [problem] = read_course(data)
        assert course is None
        assert problem.weight is Weight.FILE

    def test_refuses_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        course, [problem] = read_course(tmp_path / "nothing.tar")
        assert (course, problem.weight) == (None, Weight.FILE)

    def test_leaves_out_links_ways_out_and_what_is_too_large(self) -> None:
        link = tarfile.TarInfo("course/content-pool/p9/p9.json")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        way_out = tarfile.TarInfo("../content-pool/p8/p8.json")
        large = tarfile.TarInfo("course/content-pool/p7/p7.json")
        large.size = 2_000_001
        course, problems = read_course(packed(COURSE, link, way_out, large))
        assert course is not None
        assert [one.id for one in course.problems] == ["p1", "p2"]
        assert sum(problem.code == "oatutor.member" for problem in problems) == 3

    def test_stops_at_its_bound_however_well_the_archive_packs(self) -> None:
        member = tarfile.TarInfo("big.bin")
        member.size = 300_000_000
        head = member.tobuf()
        bomb = io.BytesIO()
        with gzip.GzipFile(fileobj=bomb, mode="wb", compresslevel=1) as stream:
            stream.write(head)
            for _ in range(300):
                stream.write(bytes(1_000_000))
        course, [problem] = read_course(bomb.getvalue())
        assert course is None
        assert problem.code == "source.too-large"


class TestReadCourseOnAnything:
    @given(mangled_json(COURSE))
    @settings(deadline=None, max_examples=200)
    def test_gives_records_and_problems_and_never_raises(self, files: Any) -> None:
        if isinstance(files, dict):
            sound = {name.replace("\0", ""): content for name, content in files.items()}
            course, problems = read_course(packed(deepcopy(sound)))
            assert course is not None or problems
            str(course).encode()
            if course is not None:
                str(skills_framework(course)).encode()

    @given(
        st.one_of(
            mangled_bytes(packed(COURSE)), mangled_bytes(gzip.compress(packed(COURSE), mtime=0))
        )
    )
    @settings(deadline=None, max_examples=200)
    def test_takes_any_bytes(self, data: bytes) -> None:
        course, problems = read_course(data)
        assert course is not None or problems

    @given(st.integers(0, 511), st.binary(min_size=1, max_size=16))
    @settings(deadline=None, max_examples=200)
    def test_takes_any_header(self, at: int, junk: bytes) -> None:
        data = bytearray(packed(COURSE))
        data[at : at + len(junk)] = junk
        # A header with a sound checksum is believed: make it one.
        data[148:156] = b"%06o\0 " % (sum(data[:148]) + sum(data[156:512]) + 8 * 32)
        course, problems = read_course(bytes(data))
        assert course is not None or problems


class TestSkillsFramework:
    def test_puts_each_skill_once_under_its_first_lesson(self) -> None:
        course, _ = read_sound(COURSE)
        lesson, add, pick = skills_framework(course).competencies
        assert (lesson.item_type, lesson.statement) == ("Lesson", "Adding")
        assert add.identifier == skill_identifier("Small", "add_whole_numbers")
        assert (add.parent, pick.parent) == (lesson.identifier, "")

    def test_carries_license_and_thanks(self) -> None:
        framework = skills_framework(read_sound(COURSE)[0]).framework
        assert framework.license is not None
        assert framework.license.title == "CC BY 4.0"
        assert framework.notes == "By many."


@pytest.mark.data
class TestRealCourse:
    def test_of_elementary_algebra_is_read_whole(self, shared_data: Path) -> None:
        path = shared_data / "oatutor/oatutor_elementary_algebra.tar.gz"
        course, problems = read_course(path)
        assert course is not None
        steps = [step for one in course.problems for step in one.steps]
        tutoring = [one for step in steps for one in step.tutoring]
        assert (len(course.problems), len(course.lessons), len(course.skills)) == (
            2032,
            71,
            201,
        )
        assert len(steps) == 2520
        kinds = Counter(step.problem_type for step in steps)
        assert kinds == {"TextBox": 1804, "MultipleChoice": 716}
        assert Counter(step.answer_type for step in steps) == {
            "arithmetic": 1731,
            "string": 789,
        }
        assert Counter(len(step.skills) for step in steps) == {1: 2447, 3: 30, 4: 43}
        assert Counter(one.type for one in tutoring) == {"hint": 7500, "scaffold": 3104}
        assert sum(len(one.sub_hints) for one in tutoring) == 95
        assert sum(one.needs_figure for one in course.problems) == 172
        assert all("by/4.0" in one.license for one in course.problems)
        assert "CC BY 4.0" in course.attribution
        assert Counter(problem.code for problem in problems) == {
            "oatutor.choices-twice": 4,
            "oatutor.textbox-choices": 2,  # one step, one scaffold
            "oatutor.dependency": 2,
            "oatutor.tutoring-twice": 1,
        }
        assert {problem.weight for problem in problems} == {Weight.NOTE}
        assert len(skills_framework(course).competencies) == 71 + 201
