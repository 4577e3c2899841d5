"""What we write is valid OneRoster 1.2, and reads back as what it was."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from roster_files import FILES, assert_consistent, changed, named, read

from ownpath.interchange.oneroster import (
    AcademicSession,
    Class,
    Course,
    Demographics,
    Enrollment,
    Org,
    Package,
    Record,
    Role,
    User,
    UserId,
    UserProfile,
    read_package,
    write_package,
)
from ownpath.interchange.oneroster.grades import CODES
from ownpath.interchange.oneroster.package import RECORDS_OF_FILE


def written(package: Package) -> bytes:
    """Return the bytes of a package."""
    target = io.BytesIO()
    assert write_package(package, target) == []
    return target.getvalue()


def texts_of(source: bytes) -> dict[str, str]:
    """Return the files of a zip."""
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


_CHARACTERS = st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Mn"])
_TEXT = st.lists(st.text(_CHARACTERS, min_size=1, max_size=8), max_size=3).map(" ".join)
_NAME = _TEXT.filter(bool)
_WORD = st.text(st.characters(codec="utf-8", categories=["L", "N", "S"]), max_size=8)
_WORDS = st.lists(_WORD.filter(bool), max_size=3, unique=True).map(tuple)
_DAY = st.dates(date(1900, 1, 1), date(2199, 12, 31))
_MOMENT = st.integers(0, 9_000_000_000_000).map(
    lambda n_milliseconds: (
        datetime(1900, 1, 2, tzinfo=UTC) + timedelta(milliseconds=n_milliseconds)
    )
)
_FLAG = st.none() | st.booleans()
_GRADES = st.lists(st.sampled_from(CODES), max_size=3, unique=True).map(tuple)
_USER_IDS = st.lists(
    st.builds(UserId, st.just("State"), _WORD.filter(bool)), max_size=2, unique=True
)


@st.composite
def _packages(draw: st.DrawFn) -> Package:
    """Draw a whole package whose references lead somewhere."""
    is_delta = draw(st.booleans())

    def ids(prefix: str, least: int = 0) -> list[str]:
        return [f"{prefix}{n}" for n in range(draw(st.integers(least, 3)))]

    def one(known: list[str]) -> str:
        return draw(st.sampled_from(known))

    def head(sourced_id: str) -> dict[str, object]:
        if not is_delta:
            return {"sourced_id": sourced_id}
        status = draw(st.sampled_from(["active", "tobedeleted"]))
        return {"sourced_id": sourced_id, "status": status, "date_last_modified": draw(_MOMENT)}

    orgs, users, groups = ids("O", 1), ids("u", 1), ids("Kß", 1)
    sessions, courses, profiles = ids("t"), ids("c"), ids("p")
    span = st.tuples(_DAY, _DAY).map(sorted)

    def maybe(known: list[str]) -> str:
        return draw(st.sampled_from(["", *known]))

    rows: dict[str, list[Record]] = {
        "orgs": [
            Org(**head(i), name=draw(_NAME), type="school", identifier=draw(_TEXT))
            for i in orgs
        ],
        "academic_sessions": [
            AcademicSession(
                **head(i),
                title=draw(_NAME),
                type="term",
                start_date=days[0],
                end_date=days[1],
                school_year=draw(st.none() | st.integers(1900, 2199)),
            )
            for i in sessions
            for days in [draw(span)]
        ],
        "courses": [
            Course(
                **head(i),
                title=draw(_NAME),
                grades=draw(_GRADES),
                subjects=draw(_WORDS),
                org_sourced_id=maybe(orgs),
                school_year_sourced_id=maybe(sessions),
            )
            for i in courses
        ],
        "classes": [
            Class(
                **head(i),
                title=draw(_NAME),
                school_sourced_id=one(orgs),
                course_sourced_id=maybe(courses),
                term_sourced_ids=tuple(sessions),
                periods=draw(_WORDS),
                location=draw(_TEXT),
            )
            for i in groups
        ],
        "users": [
            User(
                **head(i),
                given_name=draw(_NAME),
                family_name=draw(_TEXT),
                enabled_user=draw(st.booleans()),
                user_ids=tuple(draw(_USER_IDS)),
                email=draw(st.sampled_from(["", "ada@liveoak.example", "=cmd@x.example"])),
                agent_sourced_ids=(one(users),),
                grades=draw(_GRADES),
                pronouns=draw(_TEXT),
            )
            for i in users
        ],
        "user_profiles": [
            UserProfile(**head(i), user_sourced_id=one(users), description=draw(_TEXT))
            for i in profiles
        ],
        "roles": [
            Role(
                **head(f"r{i}"),
                user_sourced_id=i,
                role="student",
                org_sourced_id=one(orgs),
                begin_date=draw(st.none() | _DAY),
                user_profile_sourced_id=maybe(profiles),
            )
            for i in users
        ],
        "enrollments": [
            Enrollment(
                **head(f"e{i}"),
                class_sourced_id=one(groups),
                user_sourced_id=i,
                role="student",
                school_sourced_id=one(orgs),
                primary=draw(_FLAG),
                end_date=draw(st.none() | _DAY),
            )
            for i in users
        ],
        "demographics": [
            Demographics(
                **head(i),
                birth_date=draw(st.none() | _DAY),
                asian=draw(_FLAG),
                city_of_birth=draw(_TEXT),
            )
            for i in users
        ],
    }
    mode = "delta" if is_delta else "bulk"
    modes = {file: mode for file, name in RECORDS_OF_FILE.items() if rows[name]}
    tuples = {name: tuple(records) for name, records in rows.items()}
    return Package(modes=modes, source_system_name=draw(_TEXT), **tuples)


class TestWritePackage:
    @settings(max_examples=80, deadline=None)
    @given(package=_packages())
    def test_reads_back_as_what_it_was(self, package: Package) -> None:
        again, problems = read_package(written(package))
        assert problems == []
        assert again == package
        assert_consistent(again)

    def test_writes_the_same_bytes_whatever_the_order(self) -> None:
        package, _ = read()
        turned = replace(package, users=package.users[::-1], orgs=package.orgs[::-1])
        assert written(turned) == written(package)

    def test_writes_the_headers_of_the_standard(self) -> None:
        texts = texts_of(written(read()[0]))
        assert set(texts) == set(FILES)
        for name, text in texts.items():
            assert text.partition("\r\n")[0] == FILES[name].partition("\n")[0]

    def test_writes_a_whole_manifest(self) -> None:
        manifest = texts_of(written(read()[0]))["manifest.csv"]
        said = dict(csv.reader(manifest.splitlines()))
        assert len(said) == 1 + 2 + 9 + 12  # header, versions, roster files, all others
        assert said["oneroster.version"] == "1.2"
        assert (said["file.users"], said["file.results"], said["file.userProfiles"]) == (
            "bulk",
            "absent",
            "absent",
        )

    def test_leaves_the_status_of_a_bulk_file_empty_and_its_ended_rows_out(self) -> None:
        package, _ = read(changed("users.csv", "okafor,,", "okafor,tobedeleted,"))
        texts = texts_of(written(package))
        assert "okafor" not in texts["users.csv"]
        assert "\r\nada,,,true," in texts["users.csv"]

    def test_brings_1_1_out_as_1_2(self) -> None:
        package = replace(read()[0], version="1.1")
        assert read_package(written(package))[0].version == "1.2"

    @pytest.mark.parametrize(
        "name", ["=1+1", "+1", "-1", "@x", "'x", '"x"', "a,b", "0", "Null"]
    )
    def test_keeps_what_a_spreadsheet_would_take_for_a_formula(self, name: str) -> None:
        package = Package(users=(User(sourced_id="ada", given_name=name, family_name="Luna"),))
        assert read_package(written(package))[0].users[0].given_name == name

    def test_says_what_had_to_change(self) -> None:
        package = Package(
            users=(User(sourced_id="ada", given_name="A\nda", family_name="Luna"),),
            courses=(Course(sourced_id="c", title="Art", subjects=("Art, Music",)),),
        )
        target = io.BytesIO()
        notes = write_package(package, target)
        again = read_package(target.getvalue())[0]
        assert [note.where for note in notes] == [
            "courses.csv, subjects",
            "users.csv, givenName",
        ]
        assert again.users[0].given_name == "A da"
        assert again.courses[0].subjects == ("Art; Music",)

    def test_writes_an_empty_package(self) -> None:
        texts = texts_of(written(Package()))
        assert list(texts) == ["manifest.csv"]
        assert "bulk" not in texts["manifest.csv"]

    def test_refuses_another_version(self) -> None:
        with pytest.raises(ValueError, match="version must be"):
            write_package(Package(), io.BytesIO(), version="1.1")

    def test_names_a_changed_value_once(self) -> None:
        users = tuple(
            User(sourced_id=f"u{n}", given_name="a\tb", family_name="x") for n in range(9)
        )
        notes = write_package(Package(users=users), io.BytesIO())
        assert "8 more" in named(notes, "write.changed").what
