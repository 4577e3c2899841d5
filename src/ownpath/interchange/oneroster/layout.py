"""Which columns each file has, in the standard's order, and what else real files call them.

Source: 1EdTech OneRoster CSV Binding 1.2.1, section 3; Microsoft School Data Sync 2.1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

MANIFEST = "manifest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The header of one file."""

    columns: tuple[str, ...]  # as 1.2 orders them; what we write
    needed: tuple[str, ...]  # without these columns the file cannot be read
    also: tuple[str, ...] = ()  # columns of 1.1 or of a vendor that we read too
    ignored: tuple[str, ...] = ()  # known, and rightly not read
    aliases: Mapping[str, str] = field(default_factory=dict)


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_HEAD = "sourcedId status dateLastModified "

LAYOUTS: Mapping[str, Layout] = {
    "orgs": Layout(
        columns=_words(_HEAD + "name type identifier parentSourcedId"),
        needed=_words("sourcedId name"),
    ),
    "academicSessions": Layout(
        columns=_words(_HEAD + "title type startDate endDate parentSourcedId schoolYear"),
        needed=_words("sourcedId title startDate endDate"),
    ),
    "courses": Layout(
        columns=_words(
            _HEAD
            + "schoolYearSourcedId title courseCode grades orgSourcedId subjects subjectCodes"
        ),
        needed=_words("sourcedId title"),
        aliases={"code": "courseCode", "subject": "subjectCodes", "grade": "grades"},
    ),
    "classes": Layout(
        columns=_words(
            _HEAD + "title grades courseSourcedId classCode classType location"
            " schoolSourcedId termSourcedIds subjects subjectCodes periods"
        ),
        needed=_words("sourcedId title schoolSourcedId"),
        aliases={
            "orgSourcedId": "schoolSourcedId",
            "sessionSourcedIds": "termSourcedIds",
            "termSourcedId": "termSourcedIds",
            "code": "classCode",
            "grade": "grades",
        },
    ),
    "users": Layout(
        columns=_words(
            _HEAD + "enabledUser username userIds givenName familyName middleName"
            " identifier email sms phone agentSourcedIds grades password userMasterIdentifier"
            " preferredGivenName preferredMiddleName preferredFamilyName"
            " primaryOrgSourcedId pronouns"
        ),
        needed=_words("sourcedId givenName familyName"),
        also=_words("role orgSourcedIds"),
        ignored=_words("resourceSourcedIds"),
        aliases={
            "agentSourceIds": "agentSourcedIds",
            "agents": "agentSourcedIds",
            "orgSourcedId": "orgSourcedIds",
            "grade": "grades",
        },
    ),
    "userProfiles": Layout(
        columns=_words(
            _HEAD + "userSourcedId profileType vendorId applicationId description"
            " credentialType username password"
        ),
        needed=_words("sourcedId userSourcedId"),
    ),
    "roles": Layout(
        columns=_words(
            _HEAD + "userSourcedId roleType role beginDate endDate orgSourcedId"
            " userProfileSourcedId"
        ),
        needed=_words("userSourcedId role orgSourcedId"),
        also=_words("isPrimary grade"),
        ignored=_words("sessionSourcedId"),
        aliases={"roleStartDate": "beginDate", "roleEndDate": "endDate"},
    ),
    "relationships": Layout(
        columns=_words("userSourcedId relationshipUserSourcedId relationshipRole"),
        needed=_words("userSourcedId relationshipUserSourcedId"),
    ),
    "demographics": Layout(
        columns=_words(
            _HEAD + "birthDate sex americanIndianOrAlaskaNative asian blackOrAfricanAmerican"
            " nativeHawaiianOrOtherPacificIslander white demographicRaceTwoOrMoreRaces"
            " hispanicOrLatinoEthnicity countryOfBirthCode stateOfBirthAbbreviation"
            " cityOfBirth publicSchoolResidenceStatus"
        ),
        needed=_words("sourcedId"),
        also=_words("ethnicityCodes raceCodes"),
        aliases={
            "userSourcedId": "sourcedId",
            "birthCity": "cityOfBirth",
            "birthState": "stateOfBirthAbbreviation",
            "birthCountry": "countryOfBirthCode",
        },
    ),
    "enrollments": Layout(
        columns=_words(
            _HEAD
            + "classSourcedId schoolSourcedId userSourcedId role primary beginDate endDate"
        ),
        needed=_words("classSourcedId userSourcedId role"),
        aliases={"orgSourcedId": "schoolSourcedId"},
    ),
}
"""The files we read, in an order in which a file comes after those it points at."""

KNOWN_ELSEWHERE = _words(
    "categories classResources courseResources lineItemLearningObjectiveIds lineItemScoreScales"
    " lineItems resources resultLearningObjectiveIds resultScoreScales results scoreScales"
    " userResources userFlags"
)
"""Files of the standard's grade book and resources, and a vendor's that is no roster."""

ABSENT_WHEN_WRITTEN = tuple(name for name in KNOWN_ELSEWHERE if name != "userFlags")


def plain(name: str) -> str:
    """Return a column name without case, spaces and punctuation, for comparing.

    Examples
    --------
    >>> plain(" Sourced_ID ") == plain("sourcedId")
    True
    """
    return re.sub(r"[^a-z0-9.]", "", name.lower())


def attribute_of(column: str) -> str:
    """Return the record field that holds a column.

    Examples
    --------
    >>> attribute_of("orgSourcedId"), attribute_of("sex")
    ('org_sourced_id', 'sex')
    """
    return re.sub(r"(?=[A-Z])", "_", column).lower()
