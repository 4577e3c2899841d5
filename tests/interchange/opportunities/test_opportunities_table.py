"""A table of opportunities reads back as it was written, and says of every cell it cannot take what to do."""

from __future__ import annotations

import csv
from datetime import date, datetime
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ownpath.interchange.opportunities.read import read_opportunities
from ownpath.interchange.opportunities.records import COLUMNS, KINDS, REACHES, OpportunityRecord
from ownpath.interchange.opportunities.write import write_opportunities

DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
WORDS = st.lists(
    st.text("abñ='+-@;,\"\t|", min_size=1, max_size=9).map(lambda text: " ".join(text.split())),
    max_size=3,
).map(lambda words: " ".join(filter(None, words)))


@st.composite
def records(draw: st.DrawFn) -> OpportunityRecord:
    """Return any record that may be kept."""
    at_five = DAYS.map(lambda day: datetime.fromisoformat(f"{day} 17:00"))
    deadline = draw(st.none() | at_five)
    return OpportunityRecord(
        organization="O" + draw(WORDS),
        reach=draw(st.sampled_from(sorted(REACHES))),
        organization_url="",
        contact=draw(WORDS),
        kind=draw(st.sampled_from(sorted(KINDS))),
        title=draw(WORDS.filter(bool)),
        round=draw(WORDS.filter(lambda text: len(text) <= 20)),
        about="\n".join(filter(None, draw(st.lists(WORDS, max_size=2)))),
        amount=draw(st.none() | st.integers(0, 1_000_000_000)),
        in_kind=draw(WORDS),
        effort_hours=draw(st.none() | st.integers(0, 10_000)),
        eligibility=draw(WORDS),
        opens_on=None,
        deadline=deadline,
        time_zone="America/Denver" if deadline else "",
        decides_on=draw(st.none() | DAYS) if deadline is None else None,
        url="",
        fit=draw(st.none() | st.integers(0, 3)),
        fit_why=draw(WORDS),
        requirements=tuple(dict.fromkeys(filter(None, draw(st.lists(WORDS, max_size=3))))),
    )


class TestWriting:
    @settings(max_examples=60, deadline=None)
    @given(record=records())
    def test_reads_back_as_it_was(self, record: OpportunityRecord) -> None:
        found, problems = read_opportunities(write_opportunities([record]).encode())
        assert problems == []
        assert [one.record for one in found] == [record]

    @settings(max_examples=30, deadline=None)
    @given(record=records())
    def test_no_cell_is_a_formula(self, record: OpportunityRecord) -> None:
        text = write_opportunities([record]).removeprefix("\ufeff")
        cells = [cell for row in csv.reader(StringIO(text, newline="")) for cell in row]
        assert not any(cell[:1] in {"=", "+", "-", "@", "\t", "\r"} for cell in cells if cell)


class TestReading:
    @pytest.mark.parametrize(
        ("column", "cell", "code"),
        [
            ("title", "", "value.missing"),
            ("kind", "gift", "word.unknown"),
            ("amount", "-5", "number.form"),
            ("amount", "9" * 400, "number.form"),
            ("fit", "4", "number.form"),
            ("deadline", "soon", "deadline.form"),
            ("time_zone", "Mars", "zone.unknown"),
            ("opens_on", "31/12/2026", "date.form"),
            ("opens_on", "2027-12-31", "date.order"),
            ("decides_on", "2026-01-01", "date.order"),
            ("url", "javascript:alert(1)", "address.form"),
            ("about", "a" * 6_001, "text.long"),
        ],
    )
    def test_names_row_column_value_and_remedy(self, column: str, cell: str, code: str) -> None:
        sound = {
            "organization": "O",
            "kind": "grant",
            "title": "T",
            "deadline": "2026-12-01",
            "time_zone": "America/Denver",
        }
        row = {**dict.fromkeys(COLUMNS, ""), **sound, column: cell}
        target = StringIO(newline="")
        writer = csv.DictWriter(target, COLUMNS)
        writer.writeheader()
        writer.writerow(row)
        found, problems = read_opportunities(target.getvalue().encode())
        assert found == []
        assert [(one.code, one.where) for one in problems] == [(code, f"row 2, {column}")]
        assert problems[0].fix

    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"", "rows.none"),
            (b"organization,kind,title\n", "rows.none"),
            (b"organization,title\nO,T\n", "columns.missing"),
            (b"\xff\xfe", "file.encoding"),
            (b"a" * 400_001, "file.size"),
            (b'organization,kind,title\n"O,grant,T\n', "table.broken"),
        ],
    )
    def test_says_why_a_file_is_not_read(self, content: bytes, code: str) -> None:
        found, problems = read_opportunities(content)
        assert found == []
        assert code in [one.code for one in problems]

    def test_takes_semicolons_and_a_day_without_an_hour(self) -> None:
        text = "organization;kind;title;deadline;time_zone\nO;grant;T;2026-12-01;UTC\n"
        (found,), problems = read_opportunities(text.encode())
        assert problems == []
        assert f"{found.record.deadline:%H:%M}" == "23:59"
