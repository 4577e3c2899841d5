"""What can go wrong, or differently, in the middle of a day; and the problem as it stands after it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np

from ownpath.engine.dayplan.types import Pin, Problem, Team


@dataclass(frozen=True, slots=True, kw_only=True)
class TeacherOut:
    """An adult is away in some blocks."""

    teacher: int
    blocks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentsAbsent:
    """Students are away in some blocks."""

    students: tuple[int, ...]
    blocks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentArrives:
    """A student who was away comes, and can do these kinds (as bits) in these blocks."""

    student: int
    blocks: tuple[int, ...]
    kinds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomsLost:
    """Some rooms of a kind cannot be used in some blocks."""

    room_kind: int
    blocks: tuple[int, ...]
    n: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicesMissing:
    """Some devices are not there in some blocks."""

    blocks: tuple[int, ...]
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """A teacher wants a student to do an option in a block."""

    student: int
    block: int
    option: int


Event: TypeAlias = (
    TeacherOut | StudentsAbsent | StudentArrives | RoomsLost | DevicesMissing | Swap
)


def problem_after(problem: Problem, events: tuple[Event, ...]) -> Problem:
    """Return the problem as it stands after the events: what a mended plan is checked against."""
    for event in events:
        problem = _after(problem, event)
    return problem


def _after(problem: Problem, event: Event) -> Problem:
    match event:
        case TeacherOut(teacher=teacher, blocks=blocks):
            there = problem.teachers.is_available.copy()
            there[teacher, list(blocks)] = False
            return replace(problem, teachers=replace(problem.teachers, is_available=there))
        case StudentsAbsent():
            return _without_students(problem, event)
        case StudentArrives(student=student, blocks=blocks, kinds=kinds):
            may_do = problem.students.may_do.copy()
            may_do[student, list(blocks)] = kinds
            return replace(problem, students=replace(problem.students, may_do=may_do))
        case RoomsLost(room_kind=room_kind, blocks=blocks, n=n):
            count = problem.rooms.count.copy()
            count[room_kind, list(blocks)] = np.maximum(count[room_kind, list(blocks)] - n, 0)
            return replace(problem, rooms=replace(problem.rooms, count=count))
        case DevicesMissing(blocks=blocks, n=n):
            devices = problem.devices.copy()
            devices[list(blocks)] = np.maximum(devices[list(blocks)] - n, 0)
            return replace(problem, devices=devices)
        case Swap(student=student, block=block, option=option):
            kept = tuple(p for p in problem.pins if (p.student, p.block) != (student, block))
            pin = Pin(student=student, block=block, option=option)
            return replace(problem, pins=(*kept, pin))


def _without_students(problem: Problem, event: StudentsAbsent) -> Problem:
    may_do = problem.students.may_do.copy()
    may_do[np.ix_(event.students, event.blocks)] = 0
    gone = set(event.students)
    teams = tuple(
        Team(
            group_type=team.group_type,
            students=tuple(s for s in team.students if s not in gone),
        )
        for team in problem.teams
    )
    pins = tuple(
        pin for pin in problem.pins if pin.student not in gone or pin.block not in event.blocks
    )
    return replace(
        problem,
        students=replace(problem.students, may_do=may_do),
        teams=tuple(team for team in teams if team.students),
        pins=pins,
    )
