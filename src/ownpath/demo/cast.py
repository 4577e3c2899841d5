"""Who plays in the demonstration, and where: Live Oak's campuses and cast, and Mr. Lund of Cedar. All are made up."""

from __future__ import annotations

from dataclasses import dataclass

DISTRICT = "live-oak"
OTHER_DISTRICT = "cedar"
FIRST_ROOM = 101
MIDDLE_GRADES = ("06", "07", "08")


@dataclass(frozen=True, slots=True, kw_only=True)
class CampusPlan:
    """A campus to make up: its grades and how many sections a grade has."""

    key: str
    name: str
    grades: tuple[str, ...]
    sections_a_grade: int


CAMPUSES = (
    CampusPlan(
        key="loe",
        name="Live Oak Elementary",
        grades=("KG", "01", "02", "03", "04", "05"),
        sections_a_grade=5,
    ),
    CampusPlan(
        key="riv",
        name="Riverbend Elementary",
        grades=("KG", "01", "02", "03", "04", "05"),
        sections_a_grade=5,
    ),
    CampusPlan(key="crm", name="Cedar Ridge Middle", grades=MIDDLE_GRADES, sections_a_grade=6),
    CampusPlan(
        key="hil",
        name="Hilltop School",
        grades=("KG", "01", "02", "03", "04", "05", *MIDDLE_GRADES),
        sections_a_grade=1,
    ),
    # Opens next year: staff are there, students are not.
    CampusPlan(key="mil", name="Mill Creek School", grades=(), sections_a_grade=0),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Character:
    """Somebody of the cast: who they are, and where."""

    username: str
    given_name: str
    family_name: str
    title: str = ""  # no column of the standard: said to Ownpath itself
    role: str
    org: str
    grade: str = ""
    guardian: str = ""

    @property
    def sourced_id(self) -> str:
        """The roster's key of this person."""
        return f"cast-{self.username}"


ADA = Character(
    username="ada",
    given_name="Ada",
    family_name="Morales",
    role="student",
    org="loe",
    grade="04",
    guardian="cast-rosa",
)
BEN = Character(
    username="ben",
    given_name="Ben",
    family_name="Carter",
    role="student",
    org="crm",
    grade="08",
)
OKAFOR = Character(
    username="okafor",
    given_name="Grace",
    family_name="Okafor",
    title="Ms.",
    role="teacher",
    org="loe",
)
ITO = Character(
    username="ito",
    given_name="Daniel",
    family_name="Ito",
    title="Mr.",
    role="teacher",
    org="crm",
)
ROSA = Character(
    username="rosa", given_name="Rosa", family_name="Morales", role="guardian", org="loe"
)
REYES = Character(
    username="reyes",
    given_name="Elena",
    family_name="Reyes",
    title="Dr.",
    role="principal",
    org="loe",
)
WHITFIELD = Character(
    username="whitfield",
    given_name="Joan",
    family_name="Whitfield",
    title="Ms.",
    role="districtAdministrator",
    org=DISTRICT,
)
CLERK = Character(
    username="nakamura",
    given_name="Kei",
    family_name="Nakamura",
    role="systemAdministrator",
    org=DISTRICT,
)
LUND = Character(
    username="lund",
    given_name="Erik",
    family_name="Lund",
    title="Mr.",
    role="teacher",
    org="ced",
)
CAST = (ADA, BEN, OKAFOR, ITO, ROSA, REYES, WHITFIELD, CLERK)
