"""Rows of users, profiles, roles, relationships, enrollments and demographics to records."""

from __future__ import annotations

from datetime import date
from typing import Literal

from ownpath.interchange.oneroster import vocabulary
from ownpath.interchange.oneroster.cells import EMAIL_LIMIT, WORD_LIMIT, Cells
from ownpath.interchange.oneroster.harvest import Harvest, Relationship, RoleOfUser, head
from ownpath.interchange.oneroster.records import (
    ID_LIMIT,
    Demographics,
    Enrollment,
    Role,
    User,
    UserProfile,
    derived_id,
    key_of,
)


def read_user(c: Cells, harvest: Harvest) -> User:
    """Return the person a row describes; 1.1's role columns are put aside for later."""
    _drop_password(c)
    given, family = c.name("givenName"), c.name("familyName")
    if not (given or family or c.is_ended or c.is_faulty):
        c.missing("givenName")
    orgs = c.ids("orgSourcedIds")
    harvest.roles_by_user_row[c.number] = RoleOfUser(c.word("role", vocabulary.ROLES), orgs)
    return User(
        **head(c),
        enabled_user=bool(c.flag("enabledUser")) if c.raw("enabledUser") else True,
        username=c.text("username", EMAIL_LIMIT),
        user_ids=c.user_ids(),
        given_name=given,
        family_name=family,
        middle_name=c.name("middleName"),
        identifier=c.text("identifier"),
        email=c.email("email"),
        sms=c.text("sms", WORD_LIMIT),
        phone=c.text("phone", WORD_LIMIT),
        agent_sourced_ids=c.ids("agentSourcedIds"),
        grades=c.grades("grades"),
        user_master_identifier=c.text("userMasterIdentifier", ID_LIMIT),
        preferred_given_name=c.name("preferredGivenName"),
        preferred_middle_name=c.name("preferredMiddleName"),
        preferred_family_name=c.name("preferredFamilyName"),
        primary_org_sourced_id=c.text("primaryOrgSourcedId", ID_LIMIT) or (orgs or ("",))[0],
        pronouns=c.text("pronouns"),
    )


def read_profile(c: Cells) -> UserProfile:
    """Return the account a row describes."""
    _drop_password(c)
    return UserProfile(
        **head(c),
        user_sourced_id=c.needed("userSourcedId", ID_LIMIT),
        profile_type=c.text("profileType"),
        vendor_id=c.text("vendorId"),
        application_id=c.text("applicationId"),
        description=c.text("description"),
        credential_type=c.text("credentialType"),
        username=c.text("username", EMAIL_LIMIT),
    )


def _drop_password(c: Cells) -> None:
    if c.raw("password"):
        what = "passwords in a file are never kept"
        c.note("password.dropped", "password", "…", what, "Leave passwords out of the export.")


def read_role(c: Cells, harvest: Harvest) -> Role:
    """Return the role a row describes; the grade a vendor writes here goes to the person."""
    user = c.needed("userSourcedId", ID_LIMIT)
    org = c.needed("orgSourcedId", ID_LIMIT)
    word = c.word("role", vocabulary.ROLES)
    if not (word or c.is_ended):
        c.missing("role")
    grades = c.grades("grade")
    if grades:
        known = harvest.grades_by_user_key.get(key_of(user), ())
        harvest.grades_by_user_key[key_of(user)] = tuple(dict.fromkeys((*known, *grades)))
    begin, end = _span(c)
    return Role(
        **head(c, None if c.has("sourcedId") else derived_id(user, org, word)),
        user_sourced_id=user,
        role=word,
        org_sourced_id=org,
        role_type=_role_type(c),
        begin_date=begin,
        end_date=end,
        user_profile_sourced_id=c.text("userProfileSourcedId", ID_LIMIT),
    )


def _role_type(c: Cells) -> Literal["primary", "secondary"]:
    if c.has("isPrimary"):
        return "secondary" if c.flag("isPrimary") is False else "primary"
    word = c.word("roleType", vocabulary.ROLE_TYPES)
    return "secondary" if word == "secondary" else "primary"


def _span(c: Cells) -> tuple[date | None, date | None]:
    begin, end = c.day("beginDate"), c.day("endDate")
    if begin and end and end < begin and not c.is_ended:
        c.order_fault("endDate")
    return begin, end


def read_relationship(c: Cells, harvest: Harvest) -> None:
    """Put aside which grown-up belongs to which student (School Data Sync)."""
    student = c.needed("userSourcedId", ID_LIMIT)
    agent = c.needed("relationshipUserSourcedId", ID_LIMIT)
    role = c.word("relationshipRole", vocabulary.ROLES) or "guardian"
    if not c.is_faulty:
        harvest.relationships.append(Relationship(student, agent, role))


def read_enrollment(c: Cells) -> Enrollment:
    """Return the place in a class a row describes."""
    group = c.needed("classSourcedId", ID_LIMIT)
    user = c.needed("userSourcedId", ID_LIMIT)
    word = c.word("role", vocabulary.ENROLLMENT_ROLES)
    if not (word or c.is_ended):
        c.missing("role")
    begin, end = _span(c)
    return Enrollment(
        **head(c, None if c.has("sourcedId") else derived_id(group, user, word)),
        class_sourced_id=group,
        user_sourced_id=user,
        role=word,
        school_sourced_id=c.text("schoolSourcedId", ID_LIMIT),
        primary=c.flag("primary"),
        begin_date=begin,
        end_date=end,
    )


def read_demographics(c: Cells) -> Demographics:
    """Return the facts a row tells about a person."""
    codes = {code.lower() for code in (*c.texts("raceCodes"), *c.texts("ethnicityCodes"))}

    def is_told(column: str) -> bool | None:
        return True if column.lower() in codes else c.flag(column)

    return Demographics(
        **head(c),
        birth_date=c.day("birthDate"),
        sex=c.word("sex", vocabulary.SEXES),
        american_indian_or_alaska_native=is_told("americanIndianOrAlaskaNative"),
        asian=is_told("asian"),
        black_or_african_american=is_told("blackOrAfricanAmerican"),
        native_hawaiian_or_other_pacific_islander=is_told(
            "nativeHawaiianOrOtherPacificIslander"
        ),
        white=is_told("white"),
        demographic_race_two_or_more_races=is_told("demographicRaceTwoOrMoreRaces"),
        hispanic_or_latino_ethnicity=is_told("hispanicOrLatinoEthnicity"),
        country_of_birth_code=c.text("countryOfBirthCode", WORD_LIMIT),
        state_of_birth_abbreviation=c.text("stateOfBirthAbbreviation", WORD_LIMIT),
        city_of_birth=c.text("cityOfBirth"),
        public_school_residence_status=c.text("publicSchoolResidenceStatus", WORD_LIMIT),
    )
