"""The closed lists of words in OneRoster 1.1 and 1.2, each by its lower-case form.

A word outside its list is kept as written, with a note: 1.2 lets a sender add its own.
"""

from __future__ import annotations

from collections.abc import Mapping


def _list_of(*words: str) -> Mapping[str, str]:
    return {word.lower(): word for word in words}


ORG_TYPES = _list_of("department", "school", "district", "local", "state", "national")
SESSION_TYPES = _list_of("gradingPeriod", "semester", "schoolYear", "term")
CLASS_TYPES = _list_of("homeroom", "scheduled")
ROLES = _list_of(
    "administrator",  # 1.1 only
    "aide",
    "counselor",
    "districtAdministrator",
    "guardian",
    "parent",
    "principal",
    "proctor",
    "relative",
    "siteAdministrator",
    "student",
    "systemAdministrator",
    "teacher",
)
ENROLLMENT_ROLES = _list_of("administrator", "aide", "proctor", "student", "teacher")
ROLE_TYPES = _list_of("primary", "secondary")
SEXES = _list_of("male", "female", "unspecified", "other")
STATUSES = {
    "": "active",
    "active": "active",
    "tobedeleted": "tobedeleted",
    "inactive": "tobedeleted",  # 1.0
    "deleted": "tobedeleted",
}
BOOLEANS = {
    "true": True, "t": True, "yes": True, "y": True, "1": True,
    "false": False, "f": False, "no": False, "n": False, "0": False,
}  # fmt: skip
