"""The board the search plays on: the problem's tables and the plan so far, as rows in one long array of numbers.

One array keeps the compiled functions small and quick: each is handed one address. A row's first place is found by
`student_row` and its like; the names below are the places within a row. Everything that changes is changed only by
`cells`, `adults` and `groups`, which note each step in a log, so that a move that does not please is taken back.
"""

from __future__ import annotations

from typing import Final, NamedTuple, Protocol

from ownpath.engine.dayplan.search.chance import Stream
from ownpath.engine.dayplan.search.compiled import woven

LINE: Final = 16  # numbers that memory hands over at once: rows of whole lines are read faster
MOST_BLOCKS: Final = 16
MOST_KINDS: Final = 16
MOST_SUBJECTS: Final = 16
MOST_COMPETENCIES: Final = 32  # that one student has options for
MOST_ROOM_KINDS: Final = 16
MOST_MEMBERS: Final = 56  # of one group, a whole class too
MOST_RUNNING: Final = 984  # groups in one block
MOST_STEPS: Final = 20_000  # of one move
N_NOISE: Final = 4096
NOISE_SCALE: Final = 1024.0

# The head of the array: counters, then where each table begins.
SCORE: Final = 0
N_LOG: Final = 1
N_SPARE: Final = 2
N_BARE: Final = 3
N_STUDENTS: Final = 4
N_BLOCKS: Final = 5
N_TEACHERS: Final = 6
N_TEAMS: Final = 7
PER_SUBJECT: Final = 8
PER_COMPETENCY: Final = 9
GROUPS_PER_COMPETENCY: Final = 10
LEFT_BLOCK: Final = 11  # the block that the move in hand takes a group out of, or -1
ARE_LIMITED: Final = 12  # 1 if any adult has a break due
N_HOLES: Final = 14
STUDENTS: Final = 16
OPTIONS: Final = 17
TYPES: Final = 18
GROUPS: Final = 19
BLOCKS: Final = 20
ADULTS: Final = 21
CANDIDATES: Final = 22
TEAMS_OF_TYPE: Final = 23
TEAM_FROM: Final = 24
TEAM_OPTIONS: Final = 25  # option, student
LEADER_FROM: Final = 26
LEADERS: Final = 27
MAY_LEAD: Final = 28
APART_FROM: Final = 29
APART: Final = 30
SPARES: Final = 31
LOG: Final = 32
BARE: Final = 33
OPEN_IN: Final = 34  # by type: blocks as bits
TYPES_OF: Final = 35  # by option: the type of group, -1 for seats
HERE: Final = 36  # by block and student: points of what is done, -BARE_COST if bare, or STAYS
LACKS: Final = 37  # by student: points lost for what the day lacks
PROMISED: Final = 38  # by type and block: points a new group would bring, when last reckoned
N_CANDIDATES: Final = 39
HOLES: Final = 40  # groups that members have left in the move in hand
MOST_HOLES: Final = 8
KINDS: Final = 64  # 4 places for each kind
MISSING: Final = 128  # points by subject
NOISE: Final = 256
HEAD: Final = NOISE + N_NOISE

# A row of a student: first its cells, one after the other for each block.
AT: Final = 0  # an option or -1
INSIDE: Final = 1  # a group or -1
MAY_DO: Final = 2  # kinds as bits
PINNED: Final = 3  # an option or -1
CELL: Final = 4  # the width of a cell
FIRST: Final = MOST_BLOCKS * CELL  # first option
FIRST_SEAT: Final = FIRST + 1
END: Final = FIRST + 2
MAX_SCREEN: Final = FIRST + 3
MAX_RUN: Final = FIRST + 4
NO_TEACHER: Final = FIRST + 5  # points
N_SCREEN: Final = FIRST + 6
N_TEACHER: Final = FIRST + 7
N_SUBJECT: Final = FIRST + 8  # by subject
N_COMPETENCY: Final = N_SUBJECT + MOST_SUBJECTS  # by pairs of the student's own numbers
N_GROUPED: Final = N_COMPETENCY + 1  # the pair's other half: of these, in groups
STUDENT_WIDTH: Final = N_COMPETENCY + MOST_COMPETENCIES * 2 + LINE // 2  # whole lines
# A row of an option.
KIND: Final = 0
SUBJECT: Final = 1
COMPETENCY: Final = 2  # numbered within the student, -1 for none
VALUE: Final = 3
USED_AT: Final = 4  # the block, or -1
TEAM: Final = 5
ONLY_BLOCK: Final = 6  # the block it is pinned to, or -1
TYPE_OF: Final = 7
OPTION_WIDTH: Final = 8
# A row of a kind.
IS_GROUP: Final = 0
USES_DEVICE: Final = 1
IS_TEACHER: Final = 2
KIND_WIDTH: Final = 4
# A row of a type of group.
MIN_SIZE: Final = 0
MAX_SIZE: Final = 1
ROOM: Final = 2
FROM: Final = 3  # first candidate
TO: Final = 4
PROFILE: Final = 5  # who may lead it; -1: needs no adult
FROM_TEAM: Final = 6
TO_TEAM: Final = 7
FIRST_GROUP: Final = 8  # by block: a group or -1
TYPE_WIDTH: Final = FIRST_GROUP + MOST_BLOCKS
# A row of a group.
TYPE: Final = 0
BLOCK: Final = 1
TEACHER: Final = 2
N: Final = 3
NEXT: Final = 4  # the next group of this type and block, or -1
SLOT: Final = 5  # its place in the list of the block
COST: Final = 6  # points its members would lose without it, when last reckoned
MEMBER: Final = 8
GROUP_WIDTH: Final = MEMBER + MOST_MEMBERS
# A row of a block.
SEATS_LEFT: Final = 0  # by kind
ROOMS_LEFT: Final = SEATS_LEFT + MOST_KINDS  # by kind of room
DEVICES_LEFT: Final = ROOMS_LEFT + MOST_ROOM_KINDS
N_RUNNING: Final = DEVICES_LEFT + 1
RUNNING: Final = DEVICES_LEFT + 8
BLOCK_WIDTH: Final = RUNNING + MOST_RUNNING
# A row of an adult.
MAX_BLOCKS: Final = 0
MAX_LED_RUN: Final = 1
N_LED: Final = 2
LED: Final = 4  # by block: a group, -1 or AWAY
ADULT_WIDTH: Final = LED + MOST_BLOCKS
# A row of the log, and of the list of bare cells.
LOG_WIDTH: Final = 5
BARE_WIDTH: Final = 2
PAIR: Final = 2
# A row of a candidate for a type of group: option, student, the points of the option, the type.
CANDIDATE_WIDTH: Final = 4
# A row of the blocks a type is open in, as bits.
RUNS: Final = 0  # a group runs
HAS_ROOM: Final = 1  # a group runs that is not full
OPEN_WIDTH: Final = 2

DID_PUT: Final = 0
DID_TAKE: Final = 1
DID_OPEN: Final = 2
DID_CLOSE: Final = 3
DID_HAND_OVER: Final = 4

BARE_COST: Final = (
    600  # points a bare cell costs: more than any lack, so none stays bare if it can be helped
)
STAYS: Final = 1_000_000  # points of what nobody is taken out of for a group: a pin, a team, time that is not free
NEVER: Final = MOST_BLOCKS  # a block that no day has
AWAY: Final = -2  # the adult is not there


class Numbers(Protocol):
    """The long array as the compiled functions see it; it is an array of int32."""

    def __getitem__(self, place: int, /) -> int: ...
    def __setitem__(self, place: int, number: int, /) -> None: ...


class Board(NamedTuple):
    """All numbers of the search in one array, and its stream of chance."""

    m: Numbers
    chance: Stream


@woven
def student_row(m: Numbers, s: int) -> int:
    """Return where student s begins."""
    return m[STUDENTS] + s * STUDENT_WIDTH


@woven
def option_row(m: Numbers, o: int) -> int:
    """Return where option o begins."""
    return m[OPTIONS] + o * OPTION_WIDTH


@woven
def type_row(m: Numbers, kind: int) -> int:
    """Return where a type of group begins."""
    return m[TYPES] + kind * TYPE_WIDTH


@woven
def group_row(m: Numbers, g: int) -> int:
    """Return where group g begins."""
    return m[GROUPS] + g * GROUP_WIDTH


@woven
def block_row(m: Numbers, b: int) -> int:
    """Return where block b begins."""
    return m[BLOCKS] + b * BLOCK_WIDTH


@woven
def here_row(m: Numbers, b: int) -> int:
    """Return where the points of what students do in block b begin."""
    return m[HERE] + b * m[N_STUDENTS]


@woven
def adult_row(m: Numbers, t: int) -> int:
    """Return where adult t begins."""
    return m[ADULTS] + t * ADULT_WIDTH
