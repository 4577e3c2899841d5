"""Dataclasses whose methods are made late do what Python's own do."""

from __future__ import annotations

import copy
import dataclasses
from dataclasses import FrozenInstanceError, dataclass, field
from typing import Any

import pytest

from ownpath.made_late import REPLACED, make_methods_late


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point with a name nobody compares."""

    x: int
    y: int
    name: str = field(default="", compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed(Point):
    """A point with a weight."""

    weight: int


@dataclass
class Open:
    """What may be changed."""

    x: int


@dataclass(frozen=True)
class Nothing:
    """No field at all."""


class Further(Point):
    """A plain class below one that is frozen."""

    __slots__ = ("note",)


def late(cls: type, name: str) -> bool:
    """Return whether a class's method was not made yet."""
    return type(vars(cls)[name]).__name__ == "_Late"


class TestMethods:
    def test_are_made_when_one_is_first_used_and_once(self) -> None:
        @dataclass(frozen=True)
        class Fresh:
            x: int

        names = ("__repr__", "__eq__", "__hash__", "__setattr__", "__delattr__")
        assert all(late(Fresh, name) for name in names)
        assert Fresh(1) == Fresh(1)
        assert [name for name in names if not late(Fresh, name)] == ["__eq__"]
        assert vars(Fresh)["__eq__"] is Fresh.__eq__
        assert Fresh.__eq__.__qualname__.endswith("Fresh.__eq__")

    def test_compare_what_is_to_be_compared(self) -> None:
        assert Point(x=1, y=2, name="a") == Point(x=1, y=2, name="b")
        assert Point(x=1, y=2) != Point(x=2, y=1)
        assert Point(x=1, y=2) != Weighed(x=1, y=2, weight=3)
        assert Weighed(x=1, y=2, weight=3) != Weighed(x=1, y=2, weight=4)
        assert Nothing() == Nothing()
        assert Open(1) == Open(1)

    def test_give_the_same_number_for_the_same(self) -> None:
        assert hash(Point(x=1, y=2, name="a")) == hash((1, 2))
        assert len({Weighed(x=1, y=2, weight=3), Weighed(x=1, y=2, weight=3), Nothing()}) == 2
        with pytest.raises(TypeError, match="unhashable"):
            hash(Open(1))

    def test_show_what_is_to_be_shown(self) -> None:
        assert repr(Point(x=1, y=2, name="a")) == "Point(x=1, y=2)"
        assert repr(Weighed(x=1, y=2, weight=3)) == "Weighed(x=1, y=2, weight=3)"
        inside = Open(1)
        inside.x = inside  # type: ignore[assignment]
        assert repr(inside) == "Open(x=...)"

    @pytest.mark.parametrize("made", [Point(x=1, y=2), Further(x=1, y=2), Nothing()])
    def test_keep_frozen_what_is_frozen(self, made: Any) -> None:
        name = "x" if isinstance(made, Point) else "anything"
        with pytest.raises(FrozenInstanceError, match=f"cannot assign to field '{name}'"):
            setattr(made, name, 3)
        with pytest.raises(FrozenInstanceError, match=f"cannot delete field '{name}'"):
            delattr(made, name)

    def test_let_a_class_below_have_its_own(self) -> None:
        one = Further(x=1, y=2)
        one.note = "seen"
        assert one.note == "seen"
        assert one == Further(x=1, y=2)

    def test_above_are_those_of_the_class_above(self) -> None:
        @dataclass(frozen=True)
        class Above:
            x: int

        @dataclass(frozen=True)
        class Below(Above):
            y: int

            def told(self) -> str:
                return super().__repr__()

        assert Below(1, 2).told().endswith("Below(x=1)")

    def test_made_meanwhile_by_another_thread_are_found(self) -> None:
        @dataclass(frozen=True)
        class Fresh:
            x: int

        stands_in = vars(Fresh)["__eq__"]
        assert Fresh(1) == Fresh(1)
        assert stands_in.__get__(Fresh(1), Fresh)(Fresh(1))
        assert stands_in.__get__(None, Fresh) is Fresh.__eq__

    def test_are_left_alone_where_a_class_says_its_own(self) -> None:
        @dataclass(frozen=True)
        class Quiet:
            x: int

            def __repr__(self) -> str:
                return "quiet"

        assert repr(Quiet(1)) == "quiet"

    def test_order_where_order_is_wanted(self) -> None:
        @dataclass(order=True)
        class Place:
            x: int

        assert Place(1) < Place(2)
        assert Place(2) >= Place(2)

    def test_survive_a_copy(self) -> None:
        one = Weighed(x=1, y=2, weight=3)
        assert copy.deepcopy(one) == dataclasses.replace(one, name="b") == one

    def test_are_replaced_once(self) -> None:
        before = [getattr(dataclasses, name) for name in REPLACED]
        assert not make_methods_late()
        assert [getattr(dataclasses, name) for name in REPLACED] == before
