"""A small Live Oak roster as CSV texts, to be soiled by tests one fault at a time."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from itertools import pairwise

from ownpath.interchange.oneroster import Package, key_of, read_package
from ownpath.interchange.oneroster.references import LINKS
from ownpath.interchange.problems import Problem, Weight

FILES = {
    "manifest.csv": "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\n"
    "file.orgs,bulk\nfile.academicSessions,bulk\nfile.courses,bulk\nfile.classes,bulk\n"
    "file.users,bulk\nfile.roles,bulk\nfile.enrollments,bulk\nfile.demographics,bulk\n",
    "orgs.csv": "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\n"
    "d1,,,Live Oak,district,,\n"
    "s1,,,Willow School,school,1,d1\n",
    "academicSessions.csv": "sourcedId,status,dateLastModified,title,type,startDate,endDate,"
    "parentSourcedId,schoolYear\n"
    "y1,,,2025-2026,schoolYear,2025-08-18,2026-05-29,,2026\n"
    "t1,,,Fall,semester,2025-08-18,2025-12-19,y1,2026\n"
    "t2,,,Spring,semester,2026-01-06,2026-05-29,y1,2026\n",
    "courses.csv": "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,"
    "grades,orgSourcedId,subjects,subjectCodes\n"
    "c1,,,y1,Mathematics 4,M4,04,d1,Mathematics,02\n",
    "classes.csv": "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,"
    "classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods\n"
    'k1,,,"Mathematics, Room 4",04,c1,M4-1,scheduled,4,s1,"t1,t2",Mathematics,02,1\n',
    "users.csv": "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,"
    "familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,"
    "userMasterIdentifier,preferredGivenName,preferredMiddleName,preferredFamilyName,"
    "primaryOrgSourcedId,pronouns\n"
    "ada,,,true,ada,{State:17},Ada,Luna,,17,ada@liveoak.example,,,rosa,04,,,,,,s1,\n"
    "rosa,,,true,rosa,,Rosa,Luna,,,rosa@home.example,,,ada,,,,,,,s1,\n"
    "okafor,,,true,okafor,,Grace,Okafor,,,okafor@liveoak.example,,,,,,,,,,s1,\n",
    "roles.csv": "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,"
    "endDate,orgSourcedId,userProfileSourcedId\n"
    "r1,,,ada,primary,student,2025-08-18,,s1,\n"
    "r2,,,rosa,primary,guardian,,,s1,\n"
    "r3,,,okafor,primary,teacher,,,s1,\n",
    "enrollments.csv": "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,"
    "userSourcedId,role,primary,beginDate,endDate\n"
    "e1,,,k1,s1,ada,student,false,2025-08-18,2026-05-29\n"
    "e2,,,k1,s1,okafor,teacher,true,,\n",
    "demographics.csv": "sourcedId,status,dateLastModified,birthDate,sex,"
    "americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,"
    "nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,"
    "hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,"
    "publicSchoolResidenceStatus\n"
    "ada,,,2016-02-29,female,,,,,,,true,US,TX,Austin,\n",
}

USERS_1_1 = (
    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,"
    "givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\n"
    "ada,,,true,s1,student,ada,,Ada,Luna,,17,,,,rosa,04,\n"
    "rosa,,,true,s1,parent,rosa,,Rosa,Luna,,,,,,ada,,\n"
    'okafor,,,true,"s1,d1",teacher,okafor,,Grace,Okafor,,,,,,,,\n'
)


def zipped(files: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of files."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return target.getvalue()


def read(
    changes: Mapping[str, str | bytes | None] | None = None,
) -> tuple[Package, list[Problem]]:
    """Read the Live Oak roster with some files changed, or left out (None)."""
    files: dict[str, str | bytes | None] = {**FILES, **(changes or {})}
    return read_package(
        zipped({name: text for name, text in files.items() if text is not None})
    )


def changed(file: str, old: str, new: str) -> dict[str, str | bytes | None]:
    """Return one file with one text replaced by another."""
    assert old in FILES[file]
    return {file: FILES[file].replace(old, new)}


def grave(problems: list[Problem]) -> list[str]:
    """Return the codes of what was lost."""
    return [problem.code for problem in problems if problem.weight is not Weight.NOTE]


def named(problems: list[Problem], code: str) -> Problem:
    """Return the one problem with a code."""
    found = [problem for problem in problems if problem.code == code]
    assert len(found) == 1, [str(problem) for problem in problems]
    return found[0]


def assert_consistent(package: Package) -> None:
    """Assert what every package promises, whatever it was read from."""
    for file, links in LINKS.items():
        rows = package.rows(file)
        keys = [key_of(row.sourced_id) for row in rows]
        assert all(keys)
        assert len(set(keys)) == len(keys)
        assert all(one.sourced_id < two.sourced_id for one, two in pairwise(rows))
        assert rows == () or package.mode_of(file) != "absent"
        assert not any(package.is_left_out(file, row.sourced_id) for row in rows)
        for link in links:
            if package.mode_of(link.to) != "bulk":
                continue
            there = {row.sourced_id for row in package.rows(link.to)} | {""}
            for row in rows:
                told = getattr(row, link.field)
                names = told if isinstance(told, tuple) else (told,)
                assert row.is_ended or there.issuperset(names), (link, row)
