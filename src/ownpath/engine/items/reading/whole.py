"""What a small template says of itself: these are all the items there are, and how they are counted."""

from __future__ import annotations

from ownpath.engine.items.reading.parameters import read_domain
from ownpath.engine.items.reading.place import Place
from ownpath.engine.items.specs import Domain, WholeSpec
from ownpath.engine.items.values import Word


def read_whole(place: Place) -> WholeSpec | None:
    """Return everything there is of the template's mathematics, where it says so."""
    if place.value is None:
        return None
    place.known_keys("over", "where")
    over, domains = place.at("over"), {}
    for key in over.known_keys():
        domain = read_domain(over.at(key))
        if place.book.names is not None and key not in place.book.names:
            over.fault(
                f"{key!r} is no value of the template", "Name parameters or derived values."
            )
        elif domain is not None and _is_of_numbers(over.at(key), domain):
            domains[key] = domain
    names = frozenset(domains)
    read = [entry.expression(names=names) for entry in place.at("where").entries()]
    if not domains:
        over.fault("nothing is counted over", "Write {over: {n: {int: [0, 10]}}}.")
        return None
    return WholeSpec(domains=domains, constraints=tuple(each for each in read if each))


def _is_of_numbers(place: Place, domain: Domain) -> bool:
    plain = domain.kind in ("range", "items") and not domain.length
    if plain and not any(isinstance(item, Word) for item in domain.items):
        return True
    place.fault(
        "only numbers can be counted over", "Give the words a number, and count over that."
    )
    return False
