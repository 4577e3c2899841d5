"""Mangled packages: no exception, and what is read keeps every promise of a package."""

from __future__ import annotations

import io

from hypothesis import given, settings
from hypothesis import strategies as st
from roster_files import FILES, USERS_1_1, assert_consistent, zipped

from ownpath.interchange.oneroster import read_package, write_package

_AS_1_1 = {
    **{name: text for name, text in FILES.items() if name not in ("roles.csv", "manifest.csv")},
    "users.csv": USERS_1_1,
}
_VENDOR = {
    "orgs.csv": "sourcedId,name,type\ns1,Willow,school\n",
    "users.csv": "sourcedId,username,givenName,familyName\nada,ada,Ada,Luna\nrosa,rosa,Rosa,Luna\n",
    "roles.csv": "userSourcedId,orgSourcedId,role,grade,isPrimary\nada,s1,student,4,TRUE\n",
    "relationships.csv": "userSourcedId,relationshipUserSourcedId,relationshipRole\n"
    "ada,rosa,guardian\n",
    "classes.csv": "sourcedId,orgSourcedId,title\nk1,s1,Math\n",
    "enrollments.csv": "classSourcedId,userSourcedId,role\nk1,ada,student\n",
}
_DELTA = {name: text.replace("bulk", "delta") for name, text in FILES.items()}

_PIECES = st.sampled_from(
    [
        b"", b",", b'"', b"\n", b"\r", b"\x00", b"\xff\xfe", b"\xc3", b"\xef\xbb\xbf", b"ada",
        b"ADA", b"s1", b"tobedeleted", b"9" * 30, b"2025-02-30", b"x" * 300, b"\xed\xa0\x80",
        b'""', b"{", b"\xe2\x80\xae", b"-", b"K-5", b"\x1f\x8b", b"0", b"d1",
    ]
)  # fmt: skip
_EDITS = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.floats(0, 1),
        st.integers(0, 12),
        _PIECES | st.binary(max_size=6),
    ),
    min_size=1,
    max_size=8,
)


def _edited(text: bytes, at: float, n_dropped: int, piece: bytes) -> bytes:
    place = int(at * len(text))
    return text[:place] + piece + text[place + n_dropped :]


def _check(source: bytes) -> None:
    package, problems = read_package(source)
    assert_consistent(package)
    assert all(str(problem).isprintable() for problem in problems)
    assert read_package(source) == (package, problems)
    target = io.BytesIO()
    write_package(package, target)
    again, _ = read_package(target.getvalue())
    assert_consistent(again)


class TestReadPackage:
    @settings(max_examples=200, deadline=None)
    @given(edits=_EDITS, clean=st.sampled_from([FILES, _AS_1_1, _VENDOR, _DELTA]))
    def test_stands_mangled_files(
        self, edits: list[tuple[int, float, int, bytes]], clean: dict[str, str]
    ) -> None:
        files = {name: text.encode() for name, text in clean.items()}
        for place, at, n_dropped, piece in edits:
            name = sorted(files)[place % len(files)]
            files[name] = _edited(files[name], at, n_dropped, piece)
        _check(zipped(files))

    @settings(max_examples=200, deadline=None)
    @given(
        edits=st.lists(
            st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=12)), max_size=5
        ),
        method=st.sampled_from([0, 8]),
    )
    def test_stands_mangled_zips(
        self, edits: list[tuple[float, int, bytes]], method: int
    ) -> None:
        source = zipped(FILES, method)
        for at, n_dropped, piece in edits:
            source = _edited(source, at, n_dropped, piece)
        _check(source)

    @settings(max_examples=100, deadline=None)
    @given(source=st.binary(max_size=400))
    def test_stands_any_bytes(self, source: bytes) -> None:
        _check(source)
        _check(
            zipped(
                {
                    "users.csv": source,
                    "manifest.csv": source,
                    "orgs.csv": b"sourcedId,name\n" + source,
                }
            )
        )
